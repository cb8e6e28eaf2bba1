from django.apps import AppConfig


class BackgroundTasksAppConfig(AppConfig):
    name = "background_task"
