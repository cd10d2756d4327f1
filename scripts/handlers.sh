#!/usr/bin/env bash
# What leptos lets pass and a browser does not. First, refuses `<Button on:click=…>` and the like: a handler that is spread onto a component stays on its element when the view around
# it is drawn again, beside the new one, and runs with values that are gone (tachys 0.2). A component takes a callback instead.
source "$(dirname "$0")/common.sh"
git ls-files -z 'app/src/*.rs' | xargs -0 perl -0777 -ne '
  while (/<((?:\w+::)*[A-Z]\w*)\b(?:(?!<\/?[A-Za-z]).)*?\bon:(\w+)=/sg) {
    my $line = 1 + (substr($_, 0, pos) =~ tr/\n//);
    print STDERR "$ARGV:$line: on:$2 on <$1>\n";
    $found = 1;
  }
  END { exit($found ? 1 : 0) }
'

# Refuses `Suspend::new`: app/src/ui/late.rs says why.
if git grep -n 'Suspend::new' -- 'app/src/*.rs' ':!app/src/ui/late.rs' >&2; then exit 1; fi

# Refuses `callback.run(…)` after `.await` in a task: the page may be gone by then, and its callbacks with it. `try_run` allows for it.
git ls-files -z 'app/src/*.rs' | xargs -0 perl -0777 -ne '
  while (/spawn_local\(async move (\{(?:[^{}]++|(?1))*\})/g) {
    my ($block, $end) = ($1, pos);
    while ($block =~ /\.await.*?\.run\(/sg) {
      my $line = 1 + (substr($_, 0, $end - length($block) + pos($block)) =~ tr/\n//);
      print STDERR "$ARGV:$line: .run( after .await\n";
      $found = 1;
    }
  }
  END { exit($found ? 1 : 0) }
'

# Refuses an icon that the sprite does not have, and one in the sprite that nobody draws: a browser draws nothing, and says nothing.
has=$(grep -o '<symbol id="[^"]*"' assets/icons.svg | cut -d '"' -f 2 | sort)
drawn=$(git grep -hoE '(Icon name|icon) ?[=:] ?"[^"]+"' -- 'app/src/*.rs' | cut -d '"' -f 2 | sort -u)
missing=$(comm -13 <(echo "$has") <(echo "$drawn"))
if [ -n "$missing" ]; then echo "assets/icons.svg (scripts/icons.sh) lacks: $missing" >&2; exit 1; fi
for icon in $has; do
  if ! git grep -qF "\"$icon\"" -- 'app/src/*.rs'; then echo "nobody draws the icon $icon (scripts/icons.sh)" >&2; exit 1; fi
done
