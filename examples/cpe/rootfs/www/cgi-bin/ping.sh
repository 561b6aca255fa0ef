#!/bin/sh
# Diagnosis: pings the host that the form names.
echo "Content-Type: text/plain"
echo
host=$(echo "$QUERY_STRING" | sed 's/^host=//')
eval "ping -c 3 $host"
