"""The demo: five articles, a real server, and sample annotations that say so."""
