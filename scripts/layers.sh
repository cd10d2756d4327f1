#!/usr/bin/env bash
# Features stand on the general modules, never the other way round: what a general module needs of a feature, the feature hands up in
# app/src/features.rs (docs/adr/0023). Refuses `use crate::customers::…` and the like in a general module, in a group and in the middle of a line too.
source "$(dirname "$0")/common.sh"
git ls-files -z app/src/{audit,files,jobs,mail,pictures,ui} app/src/{clock,error,limits,moment,patch,reader}.rs | xargs -0 perl -0777 -ne '
  BEGIN { $feature = join "|", qw(
      access customers demo features imports integrations integrity invitations nace own_fields portal registers settings templates upkeep
    )
  }
  sub refuse {
    my ($at, $name) = @_;
    print STDERR "$ARGV:", 1 + (substr($_, 0, $at) =~ tr/\n//), ": imports the feature $name\n";
    $found = 1;
  }
  while (/\bcrate::($feature)\b/g) { refuse(pos, $1) }
  while (/\bcrate::(\{((?:[^{}]++|(?1))*)\})/g) {
    my ($at, $group) = ($-[0], $2);
    $group =~ s/(\{(?:[^{}]++|(?1))*\})//g;
    for my $path (split /,/, $group) { refuse($at, $1) if $path =~ /^\s*($feature)\b/ }
  }
  END { exit($found ? 1 : 0) }
'
