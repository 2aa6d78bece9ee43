// SPDX-License-Identifier: MIT
#include "desktop/groups/criterion_row.h"

#include "desktop/estate/estate_words.h"
#include "desktop/groups/criterion_values.h"
#include "desktop/theme/icons.h"
#include "desktop/widgets/field_problem.h"
#include "desktop/widgets/snug_box.h"
#include "desktop/widgets/value_list.h"
#include "model/tag_condition.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;
using model::ExpressionKind;

namespace {

constexpr int kScopeWidth = 130;
constexpr int kJoinWidth = 64;
constexpr int kValueWidth = 120;
/// NSX 4.2, Tag.
constexpr int kLongestScope = 128;

} // namespace

CriterionRow::CriterionRow(const Criterion& criterion, const CriterionPlace& place,
                           const Source& source, QWidget* parent)
    : QWidget(parent),
      m_place(place),
      m_element(criterion.element),
      m_source(source),
      m_line(new QHBoxLayout),
      m_problem(makeProblemLabel(this)),
      m_advice(makeProblemLabel(this)) {
    m_advice->setObjectName(u"adviceLabel"_s);
    m_advice->setProperty("role", u"advice"_s);
    setObjectName(place.inner < 0 ? u"criterion%1"_s.arg(place.index)
                                  : u"criterion%1part%2"_s.arg(place.index).arg(place.inner));
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(space::small);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(place.inner < 0 ? 0 : kJoinWidth + space::small, 0, 0, 0);
    layout->setSpacing(space::hair);
    layout->addLayout(m_line);
    layout->addWidget(m_problem);
    layout->addWidget(m_advice);
    addJoin(criterion);
    addSubjects();
    switch (m_element.kind.value()) {
    case ExpressionKind::Condition:
        addConditionFields();
        break;
    case ExpressionKind::IpAddress:
        addValues(tr("Addresses"), tr("Address, prefix or range"));
        break;
    case ExpressionKind::MacAddress:
        addValues(tr("MAC addresses"), tr("00:50:56:01:02:03"));
        break;
    case ExpressionKind::Path:
        addValues(tr("Members"), tr("Group, segment or port"));
        break;
    case ExpressionKind::ExternalId:
        addValues(tr("Objects"),
                  m_element.memberType == u"VirtualMachine" ? tr("Name or id") : tr("Id"));
        break;
    default:
        m_line->addStretch(1);
        break;
    }
    addButtons();
}

QComboBox* CriterionRow::makeBox(const QString& objectName, const QString& title) {
    auto* box = new SnugBox(this);
    box->setObjectName(objectName);
    box->setAccessibleName(title);
    box->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the list of criteria
    return box;
}

QLineEdit* CriterionRow::makeField(const QString& objectName, const QString& title) {
    auto* field = new QLineEdit(this);
    field->setObjectName(objectName);
    field->setAccessibleName(title);
    field->setPlaceholderText(title);
    return field;
}

void CriterionRow::addJoin(const Criterion& criterion) {
    const bool isFirst = m_place.inner < 0 ? m_place.index == 0 : m_place.inner == 0;
    if (isFirst || m_place.inner >= 0) {
        // Inside a nested expression NSX joins by AND only.
        auto* word =
            new QLabel(isFirst ? (m_place.inner < 0 ? tr("Holds") : tr("where")) : tr("and"), this);
        word->setProperty("role", u"muted"_s);
        word->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        word->setFixedWidth(kJoinWidth);
        m_line->addWidget(word);
        return;
    }
    QComboBox* box = makeBox(u"join"_s, tr("Joined by"));
    box->addItem(tr("and"), u"AND"_s);
    box->addItem(tr("or"), u"OR"_s);
    box->setCurrentIndex(criterion.join.conjunction == u"AND" ? 0 : 1);
    box->setMinimumWidth(kJoinWidth);
    connect(box, &QComboBox::activated, this,
            [this, box](int index) { Q_EMIT joinChosen(box->itemData(index).toString()); });
    m_line->addWidget(box);
}

void CriterionRow::addSubjects() {
    const int current = subjectIndexOf(m_element);
    if (current < 0) {
        auto* words = new QLabel(model::criteriaInWords({m_element},
                                                        [this](const QString& path) {
                                                            return m_source.snapshot->nameOf(path);
                                                        }),
                                 this);
        words->setTextFormat(Qt::PlainText);
        words->setObjectName(u"keptCriterion"_s);
        words->setToolTip(tr("It stays as it is: this version cannot edit it."));
        m_line->addWidget(words);
        return;
    }
    QComboBox* box = makeBox(u"subject"_s, tr("Criterion about"));
    int index = 0;
    for (const CriterionSubject& subject : criterionSubjects()) {
        if (m_place.inner < 0 || subject.kind == ExpressionKind::Condition) {
            box->addItem(subject.text, index);
        }
        ++index;
    }
    box->setCurrentIndex(box->findData(current));
    box->setMaxVisibleItems(box->count());
    connect(box, &QComboBox::activated, this,
            [this, box](int chosen) { Q_EMIT subjectChosen(box->itemData(chosen).toInt()); });
    m_line->addWidget(box);
}

void CriterionRow::addConditionFields() {
    const auto fill = [](QComboBox* box, const std::vector<NsxWord>& words,
                         const QString& current) {
        for (const NsxWord& word : words) {
            box->addItem(word.text, word.value);
        }
        box->setCurrentIndex(std::max(0, box->findData(current)));
    };
    QComboBox* key = makeBox(u"key"_s, tr("Its property"));
    fill(key, keysFor(m_element), m_element.key);
    connect(key, &QComboBox::activated, this, [this, key](int index) {
        m_element.key = key->itemData(index).toString();
        if (m_element.key != u"Tag") {
            m_element.scopeOperator.clear();
        }
        Q_EMIT keyChosen();
    });
    m_line->addWidget(key);
    if (m_element.key == u"ALL") {
        m_line->addStretch(1);
        return;
    }
    if (m_element.key == u"Tag") {
        addTagFields();
    }
    QComboBox* comparison = makeBox(u"operator"_s, tr("Comparison"));
    fill(comparison, operatorsFor(m_element), m_element.op);
    connect(comparison, &QComboBox::activated, this, [this, comparison](int index) {
        m_element.op = comparison->itemData(index).toString();
        Q_EMIT edited(false);
    });
    m_line->addWidget(comparison);
    addValueField();
}

void CriterionRow::addTagFields() {
    const model::TagCondition tag(m_element);
    QComboBox* relation = makeBox(u"scopeOperator"_s, tr("Scope comparison"));
    relation->addItem(tr("scope"), u"EQUALS"_s);
    relation->addItem(tr("scope not"), u"NOTEQUALS"_s);
    relation->setCurrentIndex(tag.negatesScope ? 1 : 0);
    connect(relation, &QComboBox::activated, this, [this](int index) {
        m_element.scopeOperator = index == 1 ? u"NOTEQUALS"_s : u"EQUALS"_s;
        Q_EMIT edited(false);
    });
    m_scope = makeField(u"scopeField"_s, tr("any scope"));
    m_scope->setText(tag.scope);
    m_scope->setMaxLength(kLongestScope);
    m_scope->setMaximumWidth(kScopeWidth);
    addCompletions(*m_scope, m_source.words->scopes());
    connect(m_scope, &QLineEdit::textChanged, this, &CriterionRow::takeTag);
    m_line->addWidget(relation);
    m_line->addWidget(m_scope);
}

void CriterionRow::addValueField() {
    const bool isTag = m_element.key == u"Tag";
    m_value = makeField(u"valueField"_s, isTag ? tr("any value") : tr("value"));
    m_value->setMinimumWidth(kValueWidth);
    m_value->setText(isTag ? model::TagCondition(m_element).tag : m_element.value.raw());
    addCompletions(*m_value, isTag ? m_source.words->valuesOf(m_scope->text())
                                   : m_source.words->namesOf(m_element.memberType, m_element.key));
    m_line->addWidget(m_value, 1);
    if (isTag) {
        connect(m_value, &QLineEdit::textChanged, this, &CriterionRow::takeTag);
        return;
    }
    connect(m_value, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_element.value = UntrustedText(text);
        Q_EMIT edited(true);
    });
}

void CriterionRow::takeTag() {
    const QString scope = m_scope->text().trimmed();
    const QString tag = m_value->text().trimmed();
    // Without a scope a bar inside the value would be taken for one.
    const bool needsBar = !scope.isEmpty() || tag.contains(u'|');
    m_element.value = UntrustedText(needsBar ? scope + u'|' + tag : tag);
    if (sender() == m_scope) {
        addCompletions(*m_value, m_source.words->valuesOf(scope));
    }
    Q_EMIT edited(true);
}

void CriterionRow::addValues(const QString& title, const QString& hint) {
    ValueKind kind = valueKindOf(m_element.kind.value(), m_element.memberType, m_source.words,
                                 m_source.snapshot);
    kind.title = title;
    kind.hint = hint;
    m_values = new ValueList(std::move(kind), this);
    m_values->setValues(m_element.values);
    connect(m_values, &ValueList::changed, this, [this] {
        m_element.values = m_values->values();
        Q_EMIT edited(false);
    });
    m_line->addWidget(m_values, 1);
}

void CriterionRow::addButton(const QString& objectName, const QString& iconName,
                             const QString& title, void (CriterionRow::*wanted)()) {
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setToolTip(title);
    button->setAccessibleName(title);
    button->setFocusPolicy(Qt::StrongFocus); // so that what is typed elsewhere is taken first
    setButtonIcon(*button, iconName, Color::TextMuted);
    connect(button, &QToolButton::clicked, this, wanted);
    m_line->addWidget(button, 0, Qt::AlignTop);
}

void CriterionRow::addButtons() {
    addButton(u"criterionUp"_s, u"arrow-up"_s, tr("Move up (Alt+Up)"), &CriterionRow::moveUp);
    addButton(u"criterionDown"_s, u"arrow-down"_s, tr("Move down (Alt+Down)"),
              &CriterionRow::moveDown);
    addButton(u"criterionRemove"_s, u"x"_s, tr("Remove (Alt+Delete)"), &CriterionRow::removeWanted);
}

bool CriterionRow::isUnfilled() const {
    if (m_values != nullptr) {
        return m_values->values().isEmpty();
    }
    return m_value != nullptr && m_value->text().isEmpty() &&
           (m_scope == nullptr || m_scope->text().isEmpty());
}

void CriterionRow::showProblem(const QString& problem) {
    desktop::showProblem(*m_problem, problem);
    setAccessibleDescription(problem);
}

void CriterionRow::showAdvice(const QString& advice) {
    desktop::showProblem(*m_advice, advice);
}

void CriterionRow::focusValue() {
    QWidget* target = m_scope != nullptr    ? static_cast<QWidget*>(m_scope)
                      : m_values != nullptr ? &m_values->field()
                                            : m_value;
    if (target == nullptr) {
        target = findChild<QComboBox*>(u"subject"_s);
    }
    if (target != nullptr) {
        target->setFocus(Qt::OtherFocusReason);
    }
}

void CriterionRow::keyPressEvent(QKeyEvent* event) {
    const bool alt = event->modifiers() == Qt::AltModifier;
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (alt && event->key() == Qt::Key_Up) {
        Q_EMIT moveWanted(-1);
    } else if (alt && event->key() == Qt::Key_Down) {
        Q_EMIT moveWanted(1);
    } else if (alt && event->key() == Qt::Key_Delete) {
        Q_EMIT removeWanted();
    } else if (control && event->key() == Qt::Key_Return) {
        Q_EMIT addWanted();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace bulkhead::desktop
