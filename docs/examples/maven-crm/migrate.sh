#!/bin/sh
# Builds a CRM from the four sheets of "CRM Sales Opportunities": migrate.sh DATA DIR
set -eu
data=$1
dir=$2
maps=$(cd "$(dirname "$0")" && pwd)

guanxi init "$dir"
# What others refer to comes first.
guanxi -C "$dir" import "$data/products.csv" --map "$maps/products.map.toml"
guanxi -C "$dir" import "$data/sales_teams.csv" --map "$maps/sales_teams.map.toml"
guanxi -C "$dir" import "$data/accounts.csv" --map "$maps/accounts.map.toml"
# Open deals may have no account yet: they come in, and `check` goes on naming them.
guanxi -C "$dir" import "$data/sales_pipeline.csv" --map "$maps/sales_pipeline.map.toml" --incomplete
