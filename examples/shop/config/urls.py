from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from billing import views as billing
from catalogue import views as catalogue
from orders import views as orders
from support import views as support
from warehouse import views as warehouse

router = DefaultRouter()
router.register("orders", orders.OrderViewSet, basename="order")
router.register("products", catalogue.ProductViewSet, basename="product")
router.register("stock", warehouse.StockLevelViewSet, basename="stock")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include(router.urls)),
    path("api/payments/<str:reference>/", orders.payment_status),
    path("api/dashboard/", orders.dashboard),
    path("api/invoices/", billing.invoices),
    path("api/tickets/", support.TicketList.as_view()),
    path("api/movements/", warehouse.movements),
    path("search/", catalogue.search),
    path("p/<slug:slug>/", catalogue.product_page),
]
