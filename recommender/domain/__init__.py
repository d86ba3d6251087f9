"""The values that all layers share. Imports no storage, network or page."""
