from django.db import models


class ContentTypeManager(models.Manager):
    # Answers come from a cache in the process; the first of each asks the database.
    def get_for_model(self, model, for_concrete_model=True):
        return self.get_or_create(app_label=model._meta.app_label, model=model._meta.model_name)[0]

    def get_for_models(self, *models, for_concrete_models=True):
        return {model: self.get_for_model(model) for model in models}

    def get_for_id(self, id):
        return self.get(pk=id)

    def get_by_natural_key(self, app_label, model):
        return self.get(app_label=app_label, model=model)


class ContentType(models.Model):
    app_label = models.CharField(max_length=100)
    model = models.CharField(max_length=100)
    objects = ContentTypeManager()

    class Meta:
        db_table = "django_content_type"
        unique_together = [["app_label", "model"]]
