default_app_config = "variants.initialised.NotThere"

PREFIX = "init"
