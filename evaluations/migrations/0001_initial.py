
import django.db.models.deletion
import django.utils.timezone
import i18nfield.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0001_initial'),
        ('meetings', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='EvaluationForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['code', 'version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='form_version_once')],
            },
        ),
        migrations.CreateModel(
            name='PlannedEvaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned', to='evaluations.evaluationform')),
                ('planned_meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation', to='meetings.plannedmeeting')),
            ],
        ),
        migrations.CreateModel(
            name='PublishedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200)),
                ('part', models.PositiveSmallIntegerField()),
                ('meeting', models.PositiveSmallIntegerField()),
                ('participants', models.PositiveIntegerField()),
                ('code', models.SlugField()),
                ('row', models.CharField(choices=[('agreed', 'Agreed'), ('before', 'Before'), ('after', 'Now')], max_length=10)),
                ('percents', models.JSONField(help_text='[97] or [21, 69, 10], as printed')),
                ('is_possible', models.BooleanField()),
                ('checked_sum', models.PositiveIntegerField()),
                ('repairs', models.JSONField(blank=True, default=list)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published_figures', to='cohorts.network')),
            ],
            options={
                'ordering': ['source', 'part', 'meeting', 'code', '-row'],
                'constraints': [models.UniqueConstraint(fields=('network', 'source', 'part', 'meeting', 'code', 'row'), name='published_figure_once'), models.CheckConstraint(condition=models.Q(('participants__gt', 0)), name='published_figure_of_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('agreement', 'Agree or disagree'), ('before_now', 'Before and now'), ('open', "In one's own words")], max_length=12)),
                ('construct', models.SlugField(help_text='What it measures: the same construct may be asked in several ways.')),
                ('text', i18nfield.fields.I18nTextField()),
                ('help', i18nfield.fields.I18nTextField(blank=True)),
            ],
            options={
                'ordering': ['code', 'version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='question_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation', to='meetings.meeting')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='evaluations.evaluationform')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='evaluation_closed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='EvaluationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluations.evaluation')),
                ('form', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.evaluationform')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='evaluations.evaluationform')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='evaluations.question')),
            ],
            options={
                'ordering': ['form', 'position'],
                'constraints': [models.UniqueConstraint(fields=('form', 'question'), name='question_once_a_form'), models.UniqueConstraint(fields=('form', 'position'), name='form_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('rule_version', models.PositiveSmallIntegerField(default=1)),
                ('attended', models.PositiveIntegerField()),
                ('responses', models.PositiveIntegerField()),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='evaluations.evaluation')),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='evaluations.evaluationform')),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['evaluation', 'number'],
                'constraints': [models.UniqueConstraint(fields=('evaluation', 'number'), name='release_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('now', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('count', models.PositiveIntegerField()),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.question')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='evaluations.release')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('release', 'question', 'before', 'now'), name='released_figure_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='released_figure_counts_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedFigureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('before', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('now', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('count', models.PositiveIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluations.releasedfigure')),
                ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.question')),
                ('release', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.release')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReleaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('rule_version', models.PositiveSmallIntegerField(default=1)),
                ('attended', models.PositiveIntegerField()),
                ('responses', models.PositiveIntegerField()),
                ('released_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('evaluation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.evaluation')),
                ('form', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.evaluationform')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='evaluations.release')),
                ('released_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('token', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='evaluations.evaluation')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.release')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('pk', models.CompositePrimaryKey('response_id', 'question_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('before', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('now', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.question')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='evaluations.response')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('before__isnull', True), models.Q(('before__gte', 1), ('before__lte', 3)), _connector='OR'), models.Q(('now__isnull', True), models.Q(('now__gte', 1), ('now__lte', 4)), _connector='OR')), name='answer_on_its_scale'), models.CheckConstraint(condition=models.Q(('before__isnull', False), ('now__isnull', False), _connector='OR'), name='answer_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('token', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=2000)),
                ('may_quote', models.BooleanField(default=False)),
                ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='evaluations.evaluation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.question')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluations.release')),
            ],
        ),
        migrations.AddField(
            model_name='EvaluationForm',
            name='questions',
            field=models.ManyToManyField(related_name='forms', through='evaluations.FormQuestion', to='evaluations.question'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41d1e23a348d1fd94d4a61a74a013af51d68cd54', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f8c1', table='evaluations_evaluationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_evaluationevent" ("closed_at", "closed_by_id", "form_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."form_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='e5566a18f8149e5430253174be6f931c04cc5c13', operation='INSERT', pgid='pgtrigger_insert_insert_b11c4', table='evaluations_evaluation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evaluations_evaluationevent" ("closed_at", "closed_by_id", "form_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."form_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='847111654edcc8eda8640a3b6bacc1e7fca26a89', operation='UPDATE', pgid='pgtrigger_update_update_58a92', table='evaluations_evaluation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evaluation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_evaluationevent" ("closed_at", "closed_by_id", "form_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."form_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='70301dfa821262f7a1775c6a04b6f97c4f7f9e2a', operation='DELETE', pgid='pgtrigger_delete_delete_b9f40', table='evaluations_evaluation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_releaseevent" ("attended", "evaluation_id", "form_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "responses", "rule_version") VALUES (NEW."attended", NEW."evaluation_id", NEW."form_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."responses", NEW."rule_version"); RETURN NULL;', hash='2dc5737344bd29e268ad8075e7c1778709dcbad3', operation='INSERT', pgid='pgtrigger_insert_insert_f6fcf', table='evaluations_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evaluations_releaseevent" ("attended", "evaluation_id", "form_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "responses", "rule_version") VALUES (NEW."attended", NEW."evaluation_id", NEW."form_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."responses", NEW."rule_version"); RETURN NULL;', hash='a6b900a8ef2598776d714f066e2ee298d96e9ad8', operation='UPDATE', pgid='pgtrigger_update_update_51ac2', table='evaluations_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_releaseevent" ("attended", "evaluation_id", "form_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "responses", "rule_version") VALUES (OLD."attended", OLD."evaluation_id", OLD."form_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."released_at", OLD."released_by_id", OLD."responses", OLD."rule_version"); RETURN NULL;', hash='a8ca0e0790901fd550cee17a196ff290e78f15f2', operation='DELETE', pgid='pgtrigger_delete_delete_48564', table='evaluations_release', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releasedfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_releasedfigureevent" ("before", "count", "id", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "release_id") VALUES (NEW."before", NEW."count", NEW."id", NEW."now", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."release_id"); RETURN NULL;', hash='2a62c7fce04b02ba01e4b5003226ecf387701dc0', operation='INSERT', pgid='pgtrigger_insert_insert_22c22', table='evaluations_releasedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releasedfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "evaluations_releasedfigureevent" ("before", "count", "id", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "release_id") VALUES (NEW."before", NEW."count", NEW."id", NEW."now", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."release_id"); RETURN NULL;', hash='379c4582e077cd1da680e376479be05008a3b175', operation='UPDATE', pgid='pgtrigger_update_update_d3748', table='evaluations_releasedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releasedfigure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "evaluations_releasedfigureevent" ("before", "count", "id", "now", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "release_id") VALUES (OLD."before", OLD."count", OLD."id", OLD."now", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question_id", OLD."release_id"); RETURN NULL;', hash='c445f4dd6f0e98b6e449d2056eb0d7f1cf7f99dc', operation='DELETE', pgid='pgtrigger_delete_delete_4f3ae', table='evaluations_releasedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releasedfigureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd74c8fb4dd7718c09f11e74a907f0c5ef674840', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6915b', table='evaluations_releasedfigureevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='563bceff06a1ee4fe73702c946effdc32bdf1a3d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3d04a', table='evaluations_releaseevent', when='BEFORE')),
        ),
    ]
