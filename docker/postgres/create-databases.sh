#!/bin/sh
# Runs once, on an empty data folder: a login and databases for each of the two programs, neither a superuser.
set -eu

psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set duban_password="$DUBAN_DB_PASSWORD" --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
-- The migrations make the role that api and worker act as, which may not change what has happened.
CREATE ROLE duban LOGIN CREATEROLE PASSWORD :'duban_password';
ALTER ROLE duban SET createrole_self_grant TO 'set';
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE duban OWNER duban;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
