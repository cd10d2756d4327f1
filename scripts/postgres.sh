#!/usr/bin/env bash
# A PostgreSQL for one test run, on a free port, thrown away after.
#   postgres.sh start FOLDER   makes and starts a cluster in FOLDER (not there yet) and prints its address
#   postgres.sh stop FOLDER    stops it and removes FOLDER
source "$(dirname "$0")/common.sh"
command=${1:?start or stop} folder=${2:?a folder}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# initdb refuses root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

case $command in
start)
  mkdir -m 700 "$folder"
  [ "$(id -u)" != 0 ] || chown postgres: "$folder"
  port=$(free_port)
  as_postgres "$bin/initdb" -D "$folder/data" -U kantoor --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log"
  # Nothing here outlives the run, so nothing needs to survive a crash.
  as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
  echo "postgres://kantoor@127.0.0.1:$port/postgres"
  ;;
stop)
  as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop
  rm -rf "$folder"
  ;;
*)
  echo "start or stop, not $command" >&2
  exit 2
  ;;
esac
