#!/usr/bin/env bash
# A throw-away PostgreSQL server for the tests of the journal, on a loopback port.
#
#   postgres.sh COMMAND…   runs the command with DIALTONE_TEST_POSTGRES set to
#                          the server's URL, and ends with its exit code
#   postgres.sh            prints the URL and serves until it is stopped, or
#                          until its standard input ends
#
# The server and its data are gone afterwards. PostgreSQL is installed if it is
# missing and there is apt-get. As root, the server runs as user postgres.
set -euo pipefail

say() { printf 'postgres.sh: %s\n' "$*" >&2; }

# find prints the newest folder with the server's programs.
find_programs() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin | sort -rV); do
    if [ -x "$dir/initdb" ]; then
      printf '%s\n' "$dir"
      return
    fi
  done
  if command -v initdb >/dev/null; then
    dirname "$(readlink -f "$(command -v initdb)")"
  fi
}

programs=$(find_programs)
if [ -z "$programs" ]; then
  command -v apt-get >/dev/null || { say "PostgreSQL is missing"; exit 1; }
  say "installs PostgreSQL"
  sudo=()
  [ "$(id -u)" = 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq >&2
  # The package would start a server of its own.
  "${sudo[@]}" mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends postgresql >/dev/null
  programs=$(find_programs)
fi

home=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # initdb refuses to run as root
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  chown "$user" "$home"
  as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi

waiting=
stop() {
  [ -z "$waiting" ] || kill "$waiting" 2>/dev/null || true
  "${as[@]}" "$programs/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 143' TERM
trap 'exit 130' INT
trap 'exit 129' HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
cd "$home"
printf '%s\n' "$password" >"$home/password"
if [ ${#as[@]} -gt 0 ]; then chown "$user" "$home/password"; fi
"${as[@]}" "$programs/initdb" -D "$home/data" -U dialtone --pwfile="$home/password" -A scram-sha-256 -E UTF8 --locale=C --no-sync >/dev/null
rm "$home/password"

# A port can be taken between choosing and using it, so try a few.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  port=$((20000 + RANDOM % 20000))
  if "${as[@]}" "$programs/pg_ctl" -D "$home/data" -l "$home/log" -w -t 30 \
    -o "-h 127.0.0.1 -p $port -k '' -c max_connections=200" start >/dev/null 2>&1; then
    url="postgres://dialtone:$password@127.0.0.1:$port/postgres?sslmode=disable"
    break
  fi
done
if [ -z "${url:-}" ]; then
  say "the server does not start"
  cat "$home/log" >&2 || true
  exit 1
fi
cd "$OLDPWD"

if [ $# -gt 0 ]; then
  DIALTONE_TEST_POSTGRES=$url "$@"
else
  printf '%s\n' "$url"
  # In the background, since bash handles signals only between commands.
  cat <&0 >/dev/null &
  waiting=$!
  wait "$waiting"
fi
