from lib.jobs.queue import job

from ..models import Evaluation
from .release import count_evaluation


@job("release")
def release(job, *, evaluation):
    """Count a closed evaluation. Run twice, it counts once."""
    found = Evaluation.objects.select_related("meeting__cohort__network", "form", "closed_by").get(pk=evaluation)
    counted = count_evaluation(found, by=found.closed_by)
    job.report(done=1, total=1, words=str(counted) if counted else "Nothing to count")
