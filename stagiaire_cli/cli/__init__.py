"""Options, commands, exit codes; the only place that catches all."""
