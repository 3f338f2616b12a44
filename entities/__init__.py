"""Turn nothing into anything: the nouns that every package speaks of, each in its own submodule."""
