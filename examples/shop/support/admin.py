from django.contrib import admin

from .models import Note, Ticket


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ["title", "state", "assignee"]
    list_select_related = ["assignee"]
    raw_id_fields = ["organization", "assignee"]


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["created_at", "author"]
    list_select_related = ["author"]
    raw_id_fields = ["author"]
