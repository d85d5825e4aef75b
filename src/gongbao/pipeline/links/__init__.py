"""Links between mentions: candidates, model, component, scorer."""
