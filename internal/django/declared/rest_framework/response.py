from django.template.response import SimpleTemplateResponse


class Response(SimpleTemplateResponse):
    pass
