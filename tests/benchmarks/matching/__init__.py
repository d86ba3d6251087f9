"""How well articles find their people, beside the plain ways of finding them."""
