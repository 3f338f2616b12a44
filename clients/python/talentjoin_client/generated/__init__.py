"""Generated from docs/openapi.json by `make client`; do not edit."""
