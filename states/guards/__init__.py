"""Named conditions. Each answers with every reason it finds, or with none."""
