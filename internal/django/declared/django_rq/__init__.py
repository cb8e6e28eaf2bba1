from django_rq.decorators import job
