class AppConfig:
    def __init__(self, app_name, app_module): ...

    @property
    def label(self):
        return self.name.rpartition(".")[2]

    def get_model(self, model_name, require_ready=True):
        from .registry import apps
        return apps.get_model(self.label, model_name)

    def get_models(self, include_auto_created=False, include_swapped=False): ...

    def ready(self):
        pass
