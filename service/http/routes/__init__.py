"""Turn each resource into its routes: one file a resource."""
