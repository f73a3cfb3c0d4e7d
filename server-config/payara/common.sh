# Shared by configure and restore: where the server is, how to talk to it. Sourced, not run.
# shellcheck shell=bash
export LC_ALL=C.UTF-8

program=$(basename "$0")
home=${PAYARA_HOME:-}
domain=domain1
domain_directory=
admin_port=4848
http_port=8080
admin_user=
admin_password_file=
timeout_seconds=180

fail() {
  echo "$program: $*" >&2
  exit 1
}

# Bad arguments: say which, show how, exit 2.
bad() {
  echo "$program: $*" >&2
  usage >&2
  exit 2
}

# Sets the options both scripts know; prints nothing. Returns 1 for an option it does not know.
common_option() {
  case "$1" in
    --home) home=$2 ;;
    --domain) domain=$2 ;;
    --domain-directory) domain_directory=$2 ;;
    --portbase)
      number "$1" "$2"
      admin_port=$(($2 + 48))
      http_port=$(($2 + 80))
      portbase=$2
      ;;
    --admin-port)
      number "$1" "$2"
      admin_port=$2
      ;;
    --http-port)
      number "$1" "$2"
      http_port=$2
      ;;
    --admin-user) admin_user=$2 ;;
    --admin-password-file) admin_password_file=$2 ;;
    --timeout)
      number "$1" "$2"
      timeout_seconds=$2
      ;;
    *) return 1 ;;
  esac
}

number() {
  case "$2" in
    '' | *[!0-9]*) bad "$1 wants a number, not '$2'" ;;
  esac
}

# asadmin deploy resolves relative paths against the domain, so every path is made absolute.
absolute() {
  echo "$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
}

find_server() {
  [ -n "$home" ] || bad "say where Payara is: --home DIR, or PAYARA_HOME"
  asadmin_program=$home/bin/asadmin
  [ -x "$asadmin_program" ] || fail "no Payara in '$home': bin/asadmin is missing"
  [ -n "$domain_directory" ] || domain_directory=$home/glassfish/domains
  domain_directory=${domain_directory%/}
  connection=(--host localhost --port "$admin_port" --interactive=false)
  [ -z "$admin_user" ] || connection+=(--user "$admin_user")
  [ -z "$admin_password_file" ] || connection+=(--passwordfile "$admin_password_file")
}

# Runs one asadmin command against the server; its output is shown only when it fails.
asadmin() {
  local output
  if ! output=$(timeout "$timeout_seconds" "$asadmin_program" "${connection[@]}" "$@" 2>&1 </dev/null); then
    echo "$output" >&2
    fail "asadmin $1 failed on the server at port $admin_port (domain $domain)"
  fi
  echo "$output"
}

running() {
  timeout 30 "$asadmin_program" "${connection[@]}" uptime >/dev/null 2>&1 </dev/null
}

answers() {
  [ "$(curl -s -o /dev/null -m 5 -w '%{http_code}' "http://localhost:$http_port/")" != 000 ]
}

# A domain whose ports are taken hangs while it starts: hence the limit, and a URL as the proof.
wait_until_it_answers() {
  local until=$((SECONDS + timeout_seconds))
  until answers; do
    [ "$SECONDS" -lt "$until" ] ||
      fail "domain $domain does not answer on port $http_port after $timeout_seconds s; see $domain_directory/$domain/logs/server.log"
    sleep 1
  done
}

start() {
  ! answers || fail "port $http_port is taken by another program: choose another --portbase"
  timeout "$timeout_seconds" "$asadmin_program" start-domain --domaindir "$domain_directory" "$domain" </dev/null >/dev/null ||
    fail "domain $domain does not start; see $domain_directory/$domain/logs/server.log"
  wait_until_it_answers
}

stop() {
  timeout "$timeout_seconds" "$asadmin_program" stop-domain --domaindir "$domain_directory" "$domain" </dev/null >/dev/null ||
    fail "domain $domain does not stop"
}

# deployed NAME: whether an application or module of this name is there.
deployed() {
  asadmin list-applications | awk '{print $1}' | grep -qx "$1"
}
