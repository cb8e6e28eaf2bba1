class BaseRenderer:
    pass


class JSONRenderer(BaseRenderer):
    pass


class TemplateHTMLRenderer(BaseRenderer):
    pass


class StaticHTMLRenderer(TemplateHTMLRenderer):
    pass


class HTMLFormRenderer(BaseRenderer):
    pass


class BrowsableAPIRenderer(BaseRenderer):
    pass


class AdminRenderer(BrowsableAPIRenderer):
    pass


class MultiPartRenderer(BaseRenderer):
    pass


class OpenAPIRenderer(BaseRenderer):
    pass


class JSONOpenAPIRenderer(BaseRenderer):
    pass
