"""The verbs of the product: ask the library and the network, call the deciders, save."""
