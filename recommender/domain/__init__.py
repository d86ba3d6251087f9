"""The values that every layer speaks of. No storage, no network, no screen."""
