#!/bin/sh
# A configuration file alone means: serve it, as in the official image.
set -e
case "$1" in
    *.yml | *.yaml) set -- registry serve "$@" ;;
    serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
