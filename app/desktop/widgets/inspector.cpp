// SPDX-License-Identifier: MIT
#include "desktop/widgets/inspector.h"

#include "base/text.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/chip_flow.h"
#include "desktop/widgets/icon_label.h"
#include "desktop/widgets/wrap_label.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QToolButton>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLabelWidth = 92;
constexpr int kRawHeight = 260;
constexpr int kTextInBox = 5; ///< from the edge of a field to its text: bulkhead.qss

} // namespace

Inspector::Inspector(QWidget* parent)
    : QFrame(parent),
      m_icon(new IconLabel(kSmallIcon, this)),
      m_kind(new QLabel(this)),
      m_title(new QLabel(this)),
      m_scroll(new QScrollArea(this)) {
    setObjectName(u"inspector"_s);
    setAccessibleName(tr("Inspector"));
    m_header = new QFrame(this);
    m_header->setObjectName(u"inspectorHeader"_s);
    m_header->hide(); // until there is a title
    m_kind->setProperty("role", u"overline"_s);
    m_title->setProperty("role", u"title"_s);
    m_title->setObjectName(u"inspectorTitle"_s);
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* headerGrid = new QGridLayout(m_header);
    headerGrid->setContentsMargins(space::large, space::medium, space::large, space::medium);
    headerGrid->setHorizontalSpacing(space::tight);
    headerGrid->setVerticalSpacing(space::hair);
    headerGrid->addWidget(m_icon, 0, 0);
    headerGrid->addWidget(m_kind, 0, 1);
    headerGrid->addWidget(m_title, 1, 0, 1, 2);
    headerGrid->setColumnStretch(1, 1);
    m_scroll->setObjectName(u"inspectorScroll"_s);
    m_scroll->setAccessibleName(tr("Details"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // One widget for good, in which the panels follow one another: a panel that changed its parent
    // would be styled anew as a whole, which took longer than everything else about an edit.
    m_holder = new QWidget;
    m_holder->setObjectName(u"inspectorHolder"_s);
    auto* place = new QVBoxLayout(m_holder);
    place->setContentsMargins(0, 0, 0, 0);
    m_scroll->setWidget(m_holder);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_scroll, 1);
}

QLabel* Inspector::makeLabel(const QString& text, const char* role) const {
    auto* label = new QLabel(text, m_body);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QString::fromLatin1(role));
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

void Inspector::begin(const QString& iconName, const QString& kind, const QString& title) {
    m_icon->setIcon(iconName, Color::TextMuted);
    m_icon->setVisible(!iconName.isEmpty());
    m_header->setVisible(!title.isEmpty());
    m_kind->setText(kind);
    m_title->setText(title);
    m_body = new QWidget(m_holder); // unseen until it is finished
    m_body->setObjectName(u"inspectorBody"_s);
    m_grid = new QGridLayout(m_body);
    m_grid->setContentsMargins(space::large, space::small, space::large, space::large);
    m_grid->setHorizontalSpacing(space::medium);
    m_grid->setVerticalSpacing(space::small);
    m_grid->setColumnMinimumWidth(0, kLabelWidth);
    m_grid->setColumnStretch(1, 1);
    m_row = 0;
}

void Inspector::showNothing(const QString& sentence) {
    begin({}, {}, {});
    addParagraph(sentence, true);
    finish();
}

void Inspector::addSection(const QString& title) {
    if (m_row > 0) {
        auto* line = new QFrame(m_body);
        line->setFixedHeight(1);
        line->setStyleSheet(u"background: %1;"_s.arg(themeColor(Color::Border).name()));
        m_grid->addWidget(line, m_row++, 0, 1, 2);
    }
    m_grid->addWidget(makeLabel(title, "strong"), m_row++, 0, 1, 2);
}

void Inspector::addField(const QString& label, const QString& value, Color color) {
    if (value.isEmpty()) {
        return;
    }
    auto* text = new WrapLabel(value, m_body);
    text->setLook(color, color != Color::Text);
    text->setAccessibleName(label + u": "_s + value);
    m_grid->addWidget(makeLabel(label, "muted"), m_row, 0);
    m_grid->addWidget(text, m_row++, 1);
}

QWidget* Inspector::makeChips(const QString& label, const ChipCell& cell) {
    if (cell.chips.empty()) {
        auto* word = new WrapLabel(cell.word, m_body);
        word->setAccessibleName(label + u": "_s + cell.word);
        return word;
    }
    auto* flow = new ChipFlow(cell.chips, m_body);
    flow->setAccessibleName(label + u": "_s + flow->accessibleName());
    connect(flow, &ChipFlow::activated, this, &Inspector::chipActivated, Qt::QueuedConnection);
    return flow;
}

void Inspector::addChips(const QString& label, const ChipCell& cell) {
    if (cell.chips.empty()) {
        addField(label, cell.word);
        return;
    }
    const QString words = cell.negated ? tr("%1, not").arg(label) : label;
    QWidget* chips = makeChips(words, cell);
    if (label.isEmpty()) {
        m_grid->addWidget(chips, m_row++, 0, 1, 2);
        return;
    }
    m_grid->addWidget(makeLabel(words, "muted"), m_row, 0);
    m_grid->addWidget(chips, m_row++, 1);
}

void Inspector::addEditableChips(const QString& label, const ChipCell& cell,
                                 const QString& buttonName,
                                 const std::function<void(QWidget*)>& edit) {
    const QString words = cell.negated ? tr("%1, not").arg(label) : label;
    auto* button = new QToolButton(m_body);
    button->setObjectName(buttonName);
    button->setAccessibleName(tr("Edit %1").arg(label));
    button->setToolTip(tr("Edit %1").arg(label).toHtmlEscaped());
    button->setFocusPolicy(Qt::StrongFocus);
    button->setProperty("inline", true);
    setButtonIcon(*button, u"pencil"_s, Color::TextMuted);
    connect(button, &QToolButton::clicked, button, [edit, button] { edit(button); });
    auto* row = new QWidget(m_body);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addWidget(makeChips(words, cell), 1);
    layout->addWidget(button, 0, Qt::AlignTop);
    m_grid->addWidget(makeLabel(words, "muted"), m_row, 0);
    m_grid->addWidget(row, m_row++, 1);
}

void Inspector::addEditor(const QString& label, QWidget* editor) {
    if (label.isEmpty()) {
        m_grid->addWidget(editor, m_row++, 0, 1, 2);
        return;
    }
    QLabel* name = makeLabel(label, "muted");
    name->setBuddy(editor->focusProxy() != nullptr ? editor->focusProxy() : editor);
    const bool isBox =
        qobject_cast<QCheckBox*>(editor) == nullptr && editor->findChild<QCheckBox*>() == nullptr;
    name->setContentsMargins(0, isBox ? kTextInBox : 0, 0, 0); // on the line of what it names
    m_grid->addWidget(name, m_row, 0);
    m_grid->addWidget(editor, m_row++, 1);
}

void Inspector::addNotice(const QString& iconName, Color color, const QString& sentence) {
    auto* row = new QWidget(m_body);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::small);
    auto* mark = new IconLabel(kSmallIcon, row);
    mark->setIcon(iconName, color);
    auto* words = new WrapLabel(sentence, row);
    words->setLook(color, false);
    words->setAccessibleName(sentence);
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    m_grid->addWidget(row, m_row++, 0, 1, 2);
}

void Inspector::addParagraph(const QString& text, bool muted) {
    if (!text.isEmpty()) {
        m_grid->addWidget(makeLabel(text, muted ? "muted" : "body"), m_row++, 0, 1, 2);
    }
}

void Inspector::addRaw(std::function<QJsonObject()> encode) {
    auto* button = new QToolButton(m_body);
    button->setObjectName(u"rawJsonButton"_s);
    button->setText(tr("Raw JSON"));
    button->setAccessibleName(tr("Show the raw JSON of this object"));
    setButtonIcon(*button, u"code-xml"_s, Color::TextMuted);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    auto* editor = new QPlainTextEdit(m_body);
    editor->setObjectName(u"rawJson"_s);
    editor->setAccessibleName(tr("Raw JSON"));
    editor->setProperty("role", u"mono"_s);
    editor->setReadOnly(true);
    editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    editor->setMinimumHeight(kRawHeight);
    editor->hide();
    connect(button, &QToolButton::toggled, editor,
            [this, encode = std::move(encode), editor](bool open) {
                if (open) {
                    showRaw(encode, editor);
                }
                editor->setVisible(open);
            });
    m_grid->addWidget(button, m_row++, 0, 1, 2, Qt::AlignLeft);
    m_grid->addWidget(editor, m_row++, 0, 1, 2);
}

void Inspector::showRaw(const std::function<QJsonObject()>& encode, QPlainTextEdit* editor) const {
    const QByteArray json = QJsonDocument(encode()).toJson(QJsonDocument::Indented);
    editor->setPlainText(cleanParagraphs(QString::fromUtf8(json)));
}

std::optional<Inspector::Typing> Inspector::typing() const {
    const QWidget* body = m_shown;
    QWidget* focused = window()->focusWidget();
    if (body == nullptr || focused == nullptr || !body->isAncestorOf(focused) ||
        focused->objectName().isEmpty()) {
        return std::nullopt;
    }
    Typing typing;
    typing.field = focused->objectName();
    if (auto* line = qobject_cast<QLineEdit*>(focused)) {
        typing.cursor = line->cursorPosition();
        typing.text = line->isModified() ? std::optional(line->text()) : std::nullopt;
        line->blockSignals(true); // it goes, but its editing has not ended
    } else if (auto* text = qobject_cast<QPlainTextEdit*>(focused)) {
        typing.cursor = text->textCursor().position();
        if (text->document()->isModified()) {
            typing.text = text->toPlainText();
            text->document()->setModified(false);
        }
    }
    return typing;
}

void Inspector::goOn(const Typing& typing) {
    auto* field = m_body->findChild<QWidget*>(typing.field);
    if (field == nullptr) {
        return;
    }
    if (auto* line = qobject_cast<QLineEdit*>(field); line != nullptr && typing.text) {
        line->setText(*typing.text);
        line->setModified(true);
        line->setCursorPosition(typing.cursor);
    } else if (auto* text = qobject_cast<QPlainTextEdit*>(field); text != nullptr && typing.text) {
        text->setPlainText(*typing.text);
        text->document()->setModified(true);
        QTextCursor cursor = text->textCursor();
        cursor.setPosition(typing.cursor);
        text->setTextCursor(cursor);
    }
    field->setFocus(Qt::OtherFocusReason);
}

void Inspector::finish() {
    m_grid->setRowStretch(m_row, 1);
    const bool same = !m_nextSubject.isEmpty() && m_nextSubject == m_subject;
    m_subject = std::exchange(m_nextSubject, QString());
    const int scroll = m_scroll->verticalScrollBar()->value();
    const std::optional<Typing> typed = same ? typing() : std::nullopt;
    auto* place = m_holder->layout();
    if (QWidget* old = std::exchange(m_shown, m_body)) {
        if (QWidget* focused = window()->focusWidget();
            focused != nullptr && old->isAncestorOf(focused)) {
            focused->clearFocus(); // else it would wander to whatever comes next
        }
        place->removeWidget(old);
        old->hide();
        old->raise();       // behind the new one for whoever asks for a field by its name
        old->deleteLater(); // it may be in the middle of a signal of its own
    }
    place->addWidget(m_body);
    m_body->show();
    place->activate();
    QEvent laidOut(QEvent::LayoutRequest); // now, so that there is room to scroll back into
    QCoreApplication::sendEvent(m_scroll, &laidOut);
    if (typed) {
        goOn(*typed);
    }
    m_scroll->verticalScrollBar()->setValue(same ? scroll : 0);
}

} // namespace bulkhead::desktop
