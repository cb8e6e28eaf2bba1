from cms.extensions.models import PageContentExtension, PageExtension
