"""Skeleton views to compare pages with: the session, the person, the same rows and a small
template, nothing else.
"""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Engine

from recruitment.models import Application

PAGE_SIZE = 50
FRAME = (
    "<!doctype html><html lang=en><head><title>Limit</title></head><body>"
    "<p>{{ person.name }}</p>%s</body></html>"
)
LIST = Engine().from_string(
    FRAME % "<p>{{ number }}</p><table>{% for row in rows %}<tr><td>{{ row.name }}</td>"
    "<td>{{ row.email }}</td><td>{{ row.site_name }}</td>"
    "<td>{{ row.county.name }}</td><td>{{ row.cohort.name }}</td><td>{{ row.submitted_at }}</td>"
    "<td>{{ row.decision }}</td></tr>{% endfor %}</table>"
)
DETAIL = Engine().from_string(
    FRAME % "<h1>{{ row.name }}</h1><dl><dt>Email</dt><dd>{{ row.email }}</dd><dt>Site</dt>"
    "<dd>{{ row.site_name }}</dd>"
    "<dt>County</dt><dd>{{ row.county.name }}</dd><dt>Director</dt>"
    "<dd>{{ row.director_name }}</dd><dt>Sent</dt><dd>{{ row.submitted_at }}</dd></dl>"
)
STATS = Engine().from_string(
    FRAME
    % (
        "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
        "{% endfor %}</table>"
    )
)
#: Counts of every question of one meeting in one region, from the raw answers.
BY_REGION = """
    SELECT a.question_id,
           count(*) FILTER (WHERE a.now = 1), count(*) FILTER (WHERE a.now = 2),
           count(*) FILTER (WHERE a.now = 3), count(*) FILTER (WHERE a.now = 4),
           count(*) FILTER (WHERE a.before = 1), count(*) FILTER (WHERE a.before = 2),
           count(*) FILTER (WHERE a.before = 3)
    FROM evaluations_answer a
    JOIN evaluations_response r ON r.token = a.response_id
    JOIN evaluations_evaluation e ON e.id = r.evaluation_id
    JOIN meetings_meeting m ON m.id = e.meeting_id
    JOIN cohorts_cohort c ON c.id = m.cohort_id
    JOIN people_region g ON g.id = c.region_id
    WHERE m.position = 1 AND g.number = %s AND c.cycle = '2024-26' GROUP BY 1 ORDER BY 1
"""


@login_not_required
def empty(request):
    return HttpResponse("")


@login_not_required
def limit_list(request, slug):
    rows = (
        Application.objects.filter(cohort_part__cohort__slug=slug)
        .select_related("county", "cohort_part__cohort")
        .order_by("submitted_at", "pk")
    )
    return render_skeleton(LIST, request, number=rows.count(), rows=rows[:PAGE_SIZE])


@login_not_required
def limit_detail(request, pk):
    return render_skeleton(
        DETAIL,
        request,
        row=Application.objects.select_related("county", "cohort_part__cohort").get(pk=pk),
    )


@login_not_required
def limit_stats(request, number):
    with connection.cursor() as cursor:
        cursor.execute(BY_REGION, [number])
        return render_skeleton(STATS, request, rows=cursor.fetchall())


def render_skeleton(template, request, **words):
    return HttpResponse(template.render(Context({"person": request.user, **words})))
