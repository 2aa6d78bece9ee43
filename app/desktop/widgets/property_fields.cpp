// SPDX-License-Identifier: MIT
#include "desktop/widgets/property_fields.h"

#include "desktop/theme/theme.h"
#include "desktop/widgets/field_problem.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTextLines = 3;

/// A wheel that turns over the inspector must scroll it, not choose something.
class CalmBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

QVBoxLayout* makeColumn(QWidget* field) {
    auto* layout = new QVBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::hair);
    return layout;
}

QLabel* makeRemark(const QString& sentence, QWidget* parent) {
    auto* label = new QLabel(sentence, parent);
    label->setProperty("role", u"small"_s);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString severalWords() {
    return LineField::tr("different values");
}

} // namespace

LineField::LineField(const QString& name, const QString& title, const std::optional<QString>& text,
                     int longest, QWidget* parent)
    : QWidget(parent),
      m_original(text.value_or(QString())),
      m_line(new QLineEdit(m_original, this)),
      m_remark(makeProblemLabel(this)) {
    m_line->setObjectName(name);
    m_line->setAccessibleName(title);
    m_line->setMaxLength(longest);
    m_line->setCursorPosition(0);
    m_line->installEventFilter(this);
    if (!text) {
        m_line->setPlaceholderText(severalWords());
    }
    setFocusProxy(m_line);
    QVBoxLayout* column = makeColumn(this);
    column->addWidget(m_line);
    column->addWidget(m_remark);
    connect(m_line, &QLineEdit::textChanged, this, &LineField::look);
    connect(m_line, &QLineEdit::editingFinished, this, &LineField::commit);
}

void LineField::setCheck(FieldCheck check) {
    m_check = std::move(check);
    look();
}

void LineField::look() {
    const FieldRemark remark = m_check ? m_check(m_line->text()) : FieldRemark();
    markProblem(*m_line, *m_remark, remark.sentence);
}

void LineField::commit() {
    const QString text = m_line->text().trimmed();
    if (!m_line->isModified() || text == m_original || (m_check && m_check(text).refuses)) {
        return;
    }
    m_line->setModified(false); // what is built anew shows it: nothing to carry over
    m_original = text;
    Q_EMIT committed(text);
}

bool LineField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_line->setText(m_original); // also clears the mark of being modified
        Q_EMIT left();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

TextField::TextField(const QString& name, const QString& title, const std::optional<QString>& text,
                     int longest, QWidget* parent)
    : QWidget(parent),
      m_original(text.value_or(QString())),
      m_longest(longest),
      m_text(new QPlainTextEdit(m_original, this)),
      m_remark(makeProblemLabel(this)) {
    m_text->setObjectName(name);
    m_text->setProperty("field", true);
    m_text->setAccessibleName(title);
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(kTextLines * m_text->fontMetrics().lineSpacing() + space::large);
    m_text->document()->setModified(false);
    m_text->installEventFilter(this);
    if (!text) {
        m_text->setPlaceholderText(severalWords());
    }
    setFocusProxy(m_text);
    QVBoxLayout* column = makeColumn(this);
    column->addWidget(m_text);
    column->addWidget(m_remark);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TextField::look);
}

void TextField::look() {
    const auto length = m_text->toPlainText().size();
    showProblem(
        *m_remark,
        length > m_longest
            ? tr("At most %1 characters are possible; these are %2.").arg(m_longest).arg(length)
            : QString());
}

void TextField::commit() {
    const QString text = m_text->toPlainText().trimmed();
    if (!m_text->document()->isModified() || text == m_original || text.size() > m_longest) {
        return;
    }
    m_text->document()->setModified(false);
    m_original = text;
    Q_EMIT committed(text);
}

bool TextField::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        commit();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            m_text->setPlainText(m_original);
            m_text->document()->setModified(false);
            Q_EMIT left();
            return true;
        }
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            commit();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QComboBox* makeChoiceField(const QString& name, const QString& title,
                           const std::vector<FieldChoice>& choices, int current,
                           const std::function<void(int)>& chosen, QWidget* parent) {
    auto* box = new CalmBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setPlaceholderText(severalWords());
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* model = qobject_cast<QStandardItemModel*>(box->model());
    for (const FieldChoice& choice : choices) {
        box->addItem(choice.obstacle.isEmpty() ? choice.text
                                               : choice.text + u" — "_s + choice.obstacle);
        if (!choice.obstacle.isEmpty()) {
            model->item(box->count() - 1)->setEnabled(false);
        }
    }
    box->setCurrentIndex(current);
    // Queued: the answer builds the inspector anew, and this box with it.
    QObject::connect(
        box, &QComboBox::activated, box,
        [chosen, current](int index) {
            if (index != current) {
                chosen(index);
            }
        },
        Qt::QueuedConnection);
    return box;
}

QWidget* makeFlagField(const QString& name, const FieldFlag& flag,
                       const std::function<void(bool)>& switched, QWidget* parent) {
    auto* field = new QWidget(parent);
    auto* box = new QCheckBox(flag.text, field);
    box->setObjectName(name);
    box->setCheckState(!flag.value   ? Qt::PartiallyChecked
                       : *flag.value ? Qt::Checked
                                     : Qt::Unchecked);
    box->setEnabled(flag.obstacle.isEmpty());
    field->setFocusProxy(box);
    const QString remark = !flag.obstacle.isEmpty() ? flag.obstacle
                           : flag.value             ? flag.meaning
                                                    : severalWords();
    box->setAccessibleDescription(remark);
    QVBoxLayout* column = makeColumn(field);
    column->addWidget(box);
    if (!remark.isEmpty()) {
        column->addWidget(makeRemark(remark, field));
    }
    QObject::connect(
        box, &QCheckBox::clicked, box, [switched](bool checked) { switched(checked); },
        Qt::QueuedConnection);
    return field;
}

} // namespace bulkhead::desktop
