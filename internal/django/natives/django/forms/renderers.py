def get_default_renderer(): ...


class BaseRenderer:
    pass


class EngineMixin:
    pass


class DjangoTemplates(EngineMixin, BaseRenderer):
    pass


class DjangoDivFormRenderer(DjangoTemplates):
    pass


class Jinja2(EngineMixin, BaseRenderer):
    pass


class Jinja2DivFormRenderer(Jinja2):
    pass


class TemplatesSetting(BaseRenderer):
    pass
