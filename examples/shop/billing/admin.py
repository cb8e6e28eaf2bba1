from django.contrib import admin

from .models import Invoice, Subscription

admin.site.register([Invoice, Subscription])
