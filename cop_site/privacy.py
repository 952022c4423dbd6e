"""What is stored about people: the purpose, the owner and the retention period of each model.

A test fails for a model without a record, and for a text column or a relation to a person that is
named neither under `personal` nor under `plain`. A history table follows the record of its model
and holds no free text (lib.history).
"""

from .data_retention import RetentionPeriod
from .privacy_of_meetings import RECORDS_OF_MEETINGS
from .privacy_rules import COHORT, DIRECTOR, NETWORK, PERSON, WRITER, about, reference

PRIVACY_RECORDS = {
    # Who
    "people.Person": about(
        "Somebody who applies, takes part, runs or reads",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="name sort_name own_sort_name email email_key phone language password merged_into",
    ),
    "people.PersonAddress": about(
        "A further address of the same person",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="person email email_key",
    ),
    "people.AddressChange": about(
        "Another address of somebody, until a click from it confirms it",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="person email email_key asked_by",
    ),
    "people.PersonChange": about(
        "What was mended about somebody, by whom and why",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="person before after reason changed_by",
    ),
    "people.PersonMerge": about(
        "Two records of one person that were joined, and how to undo it",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="kept merged done_by undone_by moved before",
    ),
    "people.Person_groups": about(
        "Who may edit which reference data", NETWORK, RetentionPeriod.ACCOUNT, personal="person"
    ),
    "people.Person_user_permissions": about(
        "Who may edit which reference data", NETWORK, RetentionPeriod.ACCOUNT, personal="person"
    ),
    "cohorts.StaffRole": about(
        "Who runs, leads, greets, reads or evaluates, and when",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="person",
    ),
    "people.Placement": about(
        "Where somebody works, and when",
        PERSON,
        RetentionPeriod.RECORD,
        personal="person title funding",
    ),
    "people.Supervision": about(
        "Who supervises whom, and so reads nothing that the other's cohort says",
        DIRECTOR,
        RetentionPeriod.RECORD,
        personal="supervisor person",
    ),
    "accounts.SignInRequest": about(
        "An address somebody typed to be let in, until the worker has looked",
        PERSON,
        RetentionPeriod.LINK,
        personal="email",
    ),
    "people.Link": about(
        "Access without a password, for one purpose",
        PERSON,
        RetentionPeriod.LINK,
        personal="email_key person",
    ),
    "people.LinkSecret": about(
        "What opens a personal link, as a hash", PERSON, RetentionPeriod.LINK, plain="secret_hash"
    ),
    "cohorts.MembershipLink": about(
        "Which membership a personal link is about", PERSON, RetentionPeriod.LINK, "membership"
    ),
    "recruitment.ApplicationLink": about(
        "Which application a personal link is about", PERSON, RetentionPeriod.LINK, "application"
    ),
    # Cohorts and recruitment
    "cohorts.Cohort": about(
        "A group that goes through a guidebook",
        COHORT,
        RetentionPeriod.RECORD,
        personal="opened_by published_by contact_name contact_email contact_phone",
        plain="slug name cycle time_zone place_name place_address link_salt",
    ),
    "cohorts.CohortPart": about(
        "Its dates, who opened it", COHORT, RetentionPeriod.RECORD, personal="opened_by closed_by"
    ),
    "cohorts.Seat": about("One chair", COHORT, RetentionPeriod.RECORD),
    "cohorts.CohortMembership": about(
        "Somebody's place: joined, left, graduated; what they need in the room",
        PERSON,
        RetentionPeriod.RECORD,
        personal="person left_reason late_reason late_by moved_from access_needs food_needs",
        apart={"access_needs food_needs": RetentionPeriod.NEEDS},
    ),
    "cohorts.MembershipGap": about(
        "Somebody left a cohort and came back: from when to when, and why",
        PERSON,
        RetentionPeriod.RECORD,
        personal="membership left_reason return_reason returned_by",
    ),
    "cohorts.DutyRequest": about(
        "A member is asked to take on a duty: by whom, and what they answered",
        PERSON,
        RetentionPeriod.ROOM,
        personal="member asked_by answer",
    ),
    "recruitment.Application": about(
        "Somebody asks for a place",
        PERSON,
        RetentionPeriod.APPLICATION,
        personal=(
            "person name sort_name email email_key phone language agency_name site_name renews "
            "director_name director_email director_key director_language criteria_met "
            "decision_note decided_by membership"
        ),
    ),
    "recruitment.ApplicationAnswer": about(
        "What an applicant answered",
        PERSON,
        RetentionPeriod.APPLICATION,
        personal="application text chosen",
    ),
    "recruitment.ApplicationDraft": about(
        "What somebody typed into the application so far; nobody but them reads it",
        PERSON,
        RetentionPeriod.DRAFT,
        personal="person answers language",
        plain="browser_hash saved_steps",
    ),
    "recruitment.RosterImport": about(
        "A roster from a file, and which rows it made",
        COHORT,
        RetentionPeriod.ROSTER,
        personal=(
            "file_name sheets match answers foreseen late_reason made changed started_by "
            "imported_by undone_by"
        ),
    ),
    "recruitment.Offer": about(
        "A seat offered", PERSON, RetentionPeriod.APPLICATION, personal="application offered_by"
    ),
    "recruitment.SupervisorEndorsement": about(
        "A director signs for an applicant, or declines",
        DIRECTOR,
        RetentionPeriod.APPLICATION,
        personal=(
            "application supervisor supervisor_name supervisor_email supervisor_key language bound "
            "signed_name decline_reason"
        ),
    ),
    "recruitment.EndorsementAction": about(
        "What happened to a sign-off",
        DIRECTOR,
        RetentionPeriod.APPLICATION,
        personal="endorsement by detail",
    ),
    "cohorts.Letter": about(
        "One message to one reader",
        PERSON,
        RetentionPeriod.MAIL,
        personal=(
            "to_email to_key to_name language subject body person membership act last_error "
            "message_id demo_text"
        ),
        plain="code",
    ),
    "cohorts.StaffAct": about(
        "What staff did that wrote to others, so that it can be taken back while the letters wait",
        COHORT,
        RetentionPeriod.MAIL,
        personal="by undone_by sentence undo_data",
        plain="kind",
    ),
    "recruitment.ApplicationLetter": about(
        "Which application and sign-off a letter is about",
        PERSON,
        RetentionPeriod.MAIL,
        personal="application endorsement",
    ),
    "cohorts.SignedFor": about(
        "Who signed for somebody in a cohort, and so reads nothing its members say",
        DIRECTOR,
        RetentionPeriod.RECORD,
        personal="supervisor supervisor_key",
    ),
    "cohorts.Duty": about(
        "Who of the facilitators and members sees to what",
        COHORT,
        RetentionPeriod.RECORD,
        personal="member",
        plain="text",
    ),
    "recruitment.Interest": about(
        "Somebody wants to hear when a track opens",
        PERSON,
        RetentionPeriod.LINK,
        personal="name sort_name email email_key language",
    ),
    # When
    **RECORDS_OF_MEETINGS,
    # Between meetings
    "community.ProfileAnswer": about(
        "What a member tells the others", PERSON, RetentionPeriod.ROOM, "membership text"
    ),
    "community.Topic": about(
        "What the group wants to learn, and who speaks",
        COHORT,
        RetentionPeriod.ROOM,
        personal="title proposed_by presenter guest gap carried_from",
    ),
    "community.Voice": about(
        "A member wants a topic, or can speak about it", PERSON, RetentionPeriod.ROOM, "membership"
    ),
    # What changed
    "evaluations.Evaluation": about(
        "The evaluation of one meeting: open or closed",
        COHORT,
        RetentionPeriod.RECORD,
        personal="closed_by",
    ),
    "evaluations.Response": about(
        "One answered evaluation, without a person",
        WRITER,
        RetentionPeriod.ANSWERS,
        personal="token",
    ),
    "evaluations.Answer": about("One rating", WRITER, RetentionPeriod.ANSWERS, personal="response"),
    "evaluations.Comment": about(
        "Words to an open question, apart from the ratings",
        WRITER,
        RetentionPeriod.ANSWERS,
        personal="token text",
    ),
    "evaluations.Release": about(
        "What one evaluation came to", COHORT, RetentionPeriod.FIGURES, personal="released_by"
    ),
    "evaluations.ReleasedFigure": about("A count", COHORT, RetentionPeriod.FIGURES),
    # Reference data
    "people.Network": reference("Who runs communities of practice"),
    "people.Region": reference("An area of a network"),
    "people.County": reference("A county"),
    "people.Organization": reference("A district, county office or agency"),
    "people.ProgramSite": about(
        "One program at one school",
        NETWORK,
        RetentionPeriod.REFERENCE,
        personal="closed_by",
        plain="name funding grade_spans",
    ),
    "people.QualityStandard": reference("One of the quality standards"),
    "people.Principle": reference("One of the principles of improvement"),
    "guidebooks.Guidebook": about(
        "A version of a program",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="created_by published_by",
        plain="slug name summary domain community practice members_word labels",
    ),
    "guidebooks.AcceptedText": about(
        "A text of a guidebook that somebody said is right as it stands",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="accepted_by",
        plain="about digest text",
    ),
    "guidebooks.CatalogWithdrawal": about(
        "A time in which a guidebook is not in the catalog",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="withdrawn_by put_back_by",
        plain="guidebook_slug",
    ),
    "guidebooks.Proposal": about(
        "A version of a guidebook that a regional lead proposes",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="proposed_by answered_by",
        plain="answer sentence",
    ),
    "guidebooks.PlannedDuty": reference("A duty that facilitators share out"),
    "guidebooks.Track": reference("A group that a guidebook is offered to"),
    "guidebooks.News": reference("A dated line about a guidebook"),
    "guidebooks.Part": reference("A stretch of a guidebook"),
    "guidebooks.Commitment": reference("A sentence that people commit to"),
    "guidebooks.ProfileQuestion": reference("What members may tell each other"),
    "guidebooks.Criterion": reference("A condition for applying"),
    "guidebooks.ApplicationQuestion": reference("A question of the application"),
    "guidebooks.LetterTemplate": reference("The wording of a letter"),
    "guidebooks.Activity": reference("A team-building activity"),
    "guidebooks.PlannedMeeting": reference("A meeting of a guidebook"),
    "guidebooks.PlannedSegment": reference("A block of a planned meeting"),
    "guidebooks.PlannedDirectorSession": reference("A planned hour for directors"),
    "guidebooks.PlannedBudgetLine": reference("A sum or a gift that a guidebook foresees"),
    "guidebooks.ProposedAgreement": reference("An agreement that a guidebook proposes"),
    "guidebooks.Question": reference("A question of an evaluation"),
    "guidebooks.EvaluationForm": reference("A set of questions"),
    "guidebooks.FormQuestion": reference("A question's place in a form"),
    "guidebooks.PlannedEvaluation": reference("The form of a planned meeting"),
    "evaluations.PublishedFigure": reference("A row of figures that somebody printed"),
    # Work and sign-in, ours and other packages'
    "jobs.Job": about(
        "Background work and its progress",
        PERSON,
        RetentionPeriod.WORK,
        personal="words owner_id refusal",
        plain="kind subject arguments",
    ),
    "jobs.JobInput": about("Rows of a file to read in", NETWORK, RetentionPeriod.INPUT, "content"),
    "jobs.JobOutput": about(
        "A file that was made to be printed, such as a pack",
        COHORT,
        RetentionPeriod.OUTPUT,
        personal="content person_ids",
        plain="fingerprint filename",
    ),
    "dashboards.PageCount": reference("How many pages a document has"),
    "jobs.WorkerPulse": about("A worker is alive", NETWORK, RetentionPeriod.WORK, plain="worker"),
    "django_tasks_database.DBTaskResult": about(
        "The queue of the background work",
        NETWORK,
        RetentionPeriod.WORK,
        personal="traceback",
        plain=(
            "args_kwargs task_path worker_ids queue_name backend_name return_value "
            "exception_class_path"
        ),
    ),
    "sessions.Session": about(
        "Somebody is signed in", PERSON, RetentionPeriod.SIGN_IN, "session_key session_data"
    ),
    "account.EmailAddress": about(
        "Addresses of staff, for their passwords", PERSON, RetentionPeriod.ACCOUNT, "user email"
    ),
    "account.EmailConfirmation": about(
        "Unused here: addresses are confirmed by links",
        PERSON,
        RetentionPeriod.ACCOUNT,
        personal="email_address key",
    ),
    "mfa.Authenticator": about(
        "The second factor of staff", PERSON, RetentionPeriod.ACCOUNT, personal="user data"
    ),
    "admin.LogEntry": about(
        "Who changed reference data",
        NETWORK,
        RetentionPeriod.RECORD,
        personal="user change_message",
        plain="object_id object_repr",
    ),
    "pghistory.Context": about(
        "Who made a change, on which page", NETWORK, RetentionPeriod.RECORD, personal="metadata"
    ),
    "auth.Permission": reference("What may be edited"),
    "auth.Group": reference("A set of permissions"),
    "auth.Group_permissions": reference("A permission of a group"),
    "contenttypes.ContentType": reference("The names of the models"),
}
