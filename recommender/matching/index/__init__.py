"""The article index: term counts, weights, latent topics and neighbours."""
