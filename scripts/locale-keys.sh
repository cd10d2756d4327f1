#!/usr/bin/env bash
# Names each text that no code shows: a key of app/locales that stands in no file of app/src. A translator would keep it in every language
# for nobody.
source "$(dirname "$0")/common.sh"
perl -MJSON::PP -0777 -e '
  sub keys_of { my ($value, @path) = @_; ref $value ? map { keys_of($value->{$_}, @path, $_) } sort keys %$value : join ".", @path }
  my $code = "";
  for my $file (split /\0/, `git ls-files -zco --exclude-standard "app/src/*.rs"`) { open my $in, "<", $file or die "$file: $!"; $code .= <$in> }
  # A long path is broken over lines.
  $code =~ s/\s*\.\s*/./g;
  my %shown = map { $_ => 1 } $code =~ /(?<![\w.])[a-z_]\w*(?:\.\w+)+/g;
  my @unused;
  for my $file (glob "app/locales/nl/*.json") {
    my ($name) = $file =~ /(\w+)\.json$/;
    open my $in, "<", $file or die "$file: $!";
    push @unused, grep { !$shown{$_} } map { "$name.$_" } keys_of(decode_json(<$in>));
  }
  print STDERR "No code shows $_.\n" for @unused;
  exit(@unused ? 1 : 0);
'
