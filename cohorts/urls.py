from django.urls import path

from .views import letters, members, people, staff_roles

app_name = "cohorts"
COHORT = "cohorts/<slug:slug>/"
urlpatterns = [
    # People of all cohorts in which somebody recruits
    path("people/", people.person_list, name="person-list"),
    path("people.<str:ending>", people.person_export, name="person-export"),
    # Members and letters of a cohort
    path(COHORT + "members/", members.member_list, name="member-list"),
    path(COHORT + "members.<str:ending>", members.member_export, name="member-export"),
    path(COHORT + "members/<int:pk>/leave/", members.member_leave, name="member-leave"),
    path(COHORT + "letters/", letters.letter_list, name="letter-list"),
    path(COHORT + "letters.<str:ending>", letters.letter_export, name="letter-export"),
    path(COHORT + "letters/<int:pk>/", letters.letter_detail, name="letter-detail"),
    path(COHORT + "letters/<int:pk>/again/", letters.letter_resend, name="letter-resend"),
    # Who runs it
    path(COHORT + "staff/", staff_roles.staff_role_list, name="staff-role-list"),
    path(COHORT + "staff.<str:ending>", staff_roles.staff_role_export, name="staff-role-export"),
    path(COHORT + "staff/<int:pk>/end/", staff_roles.staff_role_end, name="staff-role-end"),
    path(COHORT + "staff/duties/", staff_roles.duty_assign, name="duty-assign"),
]
