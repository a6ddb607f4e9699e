"""How the data of the case company were made, and an independent clock to check them."""
