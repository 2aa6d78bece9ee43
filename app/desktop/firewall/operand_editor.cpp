// SPDX-License-Identifier: MIT
#include "desktop/firewall/operand_editor.h"

#include "base/ip_range.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_flow.h"
#include "model/security_policy.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 360;
constexpr int kListHeight = 220;
constexpr int kTallestChips = 84;
constexpr int kOperandRole = Qt::UserRole + 1;

} // namespace

OperandEditor::OperandEditor(OperandQuestion question, snapshot::SnapshotPointer snapshot,
                             QWidget* parent)
    : QFrame(parent),
      m_question(std::move(question)),
      m_snapshot(std::move(snapshot)),
      m_chosen(model::isAny(m_question.operands) ? QStringList() : m_question.operands),
      m_chips(new QScrollArea(this)),
      m_field(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_list(new QListWidget(this)),
      m_not(new QCheckBox(tr("Not these"), this)) {
    setObjectName(u"operandEditor"_s);
    setAccessibleName(tr("Choose %1").arg(m_question.title));
    setFixedWidth(kWidth * Theme::current().zoom() / 100);
    m_field->setObjectName(u"operandField"_s);
    m_field->setPlaceholderText(m_question.takesAddresses
                                    ? tr("Search, or type an address, prefix or range")
                                    : tr("Search"));
    m_field->setAccessibleName(m_question.title);
    m_field->installEventFilter(this);
    m_problem->setObjectName(u"operandProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("tone", u"error"_s);
    m_problem->hide();
    m_list->setObjectName(u"operandList"_s);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keys
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(kListHeight);
    m_chips->setFrameShape(NoFrame);
    m_chips->viewport()->setAutoFillBackground(false);
    m_chips->setWidgetResizable(true);
    m_chips->setFocusPolicy(Qt::NoFocus);
    m_chips->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_not->setObjectName(u"operandNot"_s);
    m_not->setVisible(m_question.canBeNegated);
    m_not->setChecked(m_question.negated);
    m_not->installEventFilter(this);
    auto* any = new QPushButton(tr("Any"), this);
    any->setObjectName(u"operandAny"_s);
    any->setVisible(m_question.canBeAny);
    any->setAutoDefault(false);
    any->setFocusPolicy(Qt::NoFocus);
    auto* ready = new QPushButton(tr("Done"), this);
    ready->setObjectName(u"operandDone"_s);
    ready->setProperty("primary", true);
    ready->setFocusPolicy(Qt::NoFocus);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_not);
    buttons->addStretch(1);
    buttons->addWidget(any);
    buttons->addWidget(ready);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    layout->setSpacing(space::small);
    layout->addWidget(m_chips);
    layout->addWidget(m_field);
    layout->addWidget(m_problem);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_problem->hide();
        fillList();
    });
    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem* item) { toggle(item->data(kOperandRole).toString()); });
    connect(any, &QPushButton::clicked, this, [this] {
        m_chosen.clear();
        m_not->setChecked(false);
        m_field->clear();
        finish(0);
    });
    connect(ready, &QPushButton::clicked, this, [this] { finish(0); });
    fillChips();
    fillList();
}

void OperandEditor::showAt(const QRect& cell) {
    adjustSize();
    const QRect room =
        parentWidget()->rect().adjusted(space::tight, space::tight, -space::tight, -space::tight);
    QPoint corner(cell.left(), cell.bottom() + 1);
    if (corner.y() + height() > room.bottom() && cell.top() - height() >= room.top()) {
        corner.setY(cell.top() - height());
    }
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(corner);
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void OperandEditor::startWith(const QString& text) {
    m_field->setText(text);
}

void OperandEditor::showProblem(const QString& problem) {
    m_problem->setText(problem);
    m_problem->show();
    adjustSize();
    m_field->selectAll();
    m_field->setFocus();
}

QStringList OperandEditor::operands() const {
    return m_chosen.isEmpty() ? QStringList{u"ANY"_s} : m_chosen;
}

bool OperandEditor::isNegated() const {
    return m_question.canBeNegated && m_not->isChecked() && !m_chosen.isEmpty();
}

void OperandEditor::finish(int step) {
    if (!m_ended && takeTyped()) {
        Q_EMIT finished(step);
    }
}

void OperandEditor::done() {
    m_ended = true;
    hide();
    deleteLater();
}

QString OperandEditor::candidateNamed(const QString& word) const {
    for (const OperandCandidate& one : m_question.candidates) {
        if (one.name.compare(word, Qt::CaseInsensitive) == 0 || one.path == word) {
            return one.path;
        }
    }
    return {};
}

Result<QStringList> OperandEditor::typed() const {
    static const QRegularExpression separators(u"[,;\\n\\t]+"_s);
    QStringList taken;
    const QStringList words = m_field->text().split(separators, Qt::SkipEmptyParts);
    for (const QString& raw : words) {
        const QString word = raw.trimmed();
        if (word.isEmpty()) {
            continue;
        }
        if (const QString path = candidateNamed(word); !path.isEmpty()) {
            taken << path;
        } else if (m_question.takesAddresses && IpRange::parse(word)) {
            taken << word;
        } else {
            return fail(ErrorKind::InvalidInput,
                        m_question.takesAddresses
                            ? tr("“%1” is no address, prefix or range, and nothing has this name.")
                                  .arg(cleanLine(word))
                            : tr("Nothing is named “%1”.").arg(cleanLine(word)),
                        {});
        }
    }
    return taken;
}

bool OperandEditor::takeTyped() {
    const Result<QStringList> taken = typed();
    if (!taken) {
        showProblem(taken.error().remedy);
        return false;
    }
    for (const QString& operand : *taken) {
        if (!m_chosen.contains(operand)) {
            m_chosen << operand;
        }
    }
    if (m_chosen.size() > kMostOperands) {
        showProblem(tr("At most %1 are possible. Put them into a group.").arg(kMostOperands));
        return false;
    }
    if (!taken->isEmpty()) {
        m_field->clear();
        fillChips();
    }
    return true;
}

void OperandEditor::toggle(const QString& operand) {
    if (operand.isEmpty()) {
        return;
    }
    if (!m_chosen.removeOne(operand)) {
        m_chosen << operand;
    }
    m_field->clear();
    fillChips();
    fillList();
}

void OperandEditor::takeMarked() {
    const QListWidgetItem* item = m_list->currentItem();
    if (m_field->text().trimmed().isEmpty() && (item == nullptr || !item->isSelected())) {
        finish(0);
    } else if (m_field->text().contains(u',') || item == nullptr) {
        takeTyped();
        fillList();
    } else {
        toggle(item->data(kOperandRole).toString());
    }
}

void OperandEditor::addRow(const QString& operand, const QString& name, const QString& hint,
                           bool checked) {
    auto* item = new QListWidgetItem(hint.isEmpty() ? name : name + u"   "_s + hint, m_list);
    item->setData(kOperandRole, operand);
    item->setIcon(checked ? icon(u"circle-check"_s, Color::Accent)
                          : icon(chipIcon(chipOf(operand).kind), Color::TextMuted));
    item->setData(Qt::AccessibleTextRole,
                  checked ? tr("%1, chosen").arg(item->text()) : item->text());
}

void OperandEditor::fillList() {
    const QString typed = m_field->text().trimmed().toLower();
    m_list->clear();
    if (m_question.takesAddresses && !typed.isEmpty() && IpRange::parse(typed)) {
        addRow(m_field->text().trimmed(), m_field->text().trimmed(), tr("as typed"), false);
    }
    int more = 0;
    for (const bool startsOnly : {true, false}) {
        for (const OperandCandidate& one : m_question.candidates) {
            const bool starts = one.searched.startsWith(typed);
            if (starts != startsOnly || !one.searched.contains(typed)) {
                continue;
            }
            if (m_list->count() >= kMostListed) {
                ++more;
                continue;
            }
            addRow(one.path, one.name, one.hint, m_chosen.contains(one.path));
        }
    }
    if (more > 0) {
        auto* item = new QListWidgetItem(tr("%1 more: type to narrow").arg(more), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
    const bool hasMatch = m_list->count() > 0;
    addNewRow(m_field->text().trimmed());
    // With something typed the best match is one Enter away; without, Enter finishes. What would be
    // new has to be chosen: a slip of the finger makes no object.
    m_list->setCurrentRow(typed.isEmpty() || !hasMatch ? -1 : 0);
}

void OperandEditor::addNewRow(const QString& typed) {
    const bool isName = !typed.isEmpty() && !typed.contains(u',') && !IpRange::parse(typed);
    if (m_question.creates == NewOperand::Nothing || !isName || !candidateNamed(typed).isEmpty()) {
        return;
    }
    const QString text = m_question.creates == NewOperand::Group
                             ? tr("New group “%1”").arg(cleanLine(typed))
                             : tr("New service “%1”").arg(cleanLine(typed));
    const QString operand = newOperand(typed);
    addRow(operand, text, {}, m_chosen.contains(operand));
    m_list->item(m_list->count() - 1)->setIcon(icon(u"plus"_s, Color::Accent));
}

Chip OperandEditor::chipOf(const QString& operand) const {
    if (const std::optional<QString> name = nameOfNew(operand)) {
        return {m_question.creates == NewOperand::Service ? ChipKind::Service : ChipKind::Group,
                tr("new: %1").arg(cleanLine(*name)), operand};
    }
    return chipFor(*m_snapshot, operand);
}

void OperandEditor::fillChips() {
    std::vector<Chip> chips;
    for (const QString& operand : std::as_const(m_chosen)) {
        chips.push_back(chipOf(operand));
    }
    m_chips->setVisible(!chips.empty());
    if (!chips.empty()) {
        auto* flow = new ChipFlow(std::move(chips), m_chips);
        flow->setObjectName(u"operandChips"_s);
        flow->setToolTip(tr("A click takes it out"));
        connect(flow, &ChipFlow::activated, this, &OperandEditor::toggle, Qt::QueuedConnection);
        m_chips->setWidget(flow);
        flow->setAutoFillBackground(false); // the panel's own colour shows through
        const int wanted = flow->heightForWidth(width() - 2 * space::medium);
        m_chips->setFixedHeight(std::min(kTallestChips, wanted));
    }
    if (isVisible()) {
        adjustSize();
    }
}

void OperandEditor::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(themeColor(Color::BorderStrong));
    painter.setBrush(themeColor(Color::SurfaceRaised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius::medium,
                            radius::medium);
}

} // namespace bulkhead::desktop
