#!/bin/sh
# The place where the official image prepares its configuration; here only the
# hand-over: nginx itself becomes PID 1.
set -e
exec "$@"
