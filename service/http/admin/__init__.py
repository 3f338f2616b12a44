"""Turn operators' requests, which come to a port of their own, into what concerns all tenants."""
