#!/bin/sh
# A closed run is kept for a quarter: long enough to read what happened; the record itself is PostgreSQL's.
set -eu

temporal operator namespace describe --namespace duban >/dev/null 2>&1 ||
  temporal operator namespace create --namespace duban --retention 2160h
