STAGE_LENGTH = 17
INSTALLED_APPS += ["modern"]  # noqa: F821
