#!/bin/sh
# Brings Temporal's two stores to the schema of its version; again changes nothing.
set -eu

for store in temporal:temporal temporal_visibility:visibility; do
  database=${store%%:*}
  tool() { temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$database" "$@"; }
  update() { tool update-schema -d "/etc/temporal/schema/postgresql/v12/${store##*:}/versioned"; }
  # An empty store has no version to update from.
  update || { tool setup-schema -v 0.0; update; }
done
