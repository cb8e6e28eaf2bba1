class LazySettings:
    def __getattr__(self, name): ...

    @property
    def configured(self):
        return True


class UserSettingsHolder:
    pass


class Settings:
    pass


settings = LazySettings()
ENVIRONMENT_VARIABLE = "DJANGO_SETTINGS_MODULE"
