STAGE_LENGTH = 17
INSTALLED_APPS += ["modern", "shop", "nested.deep", "oddities"]  # noqa: F821
