// SPDX-License-Identifier: MIT
#include "desktop/pictures/widget_checks.h"

#include "desktop/theme/tokens.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QHash>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitterHandle>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTextDocumentFragment>
#include <QToolButton>

#include <algorithm>

namespace bulkhead::desktop::tests {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLeastContrast = 4.5;
constexpr int kLongestQuote = 60;

/// Every visible widget in the window of `root`, without those that belong to other windows.
QList<QWidget*> visibleWidgets(const QWidget& root) {
    QList<QWidget*> found;
    const QList<QWidget*> children = root.findChildren<QWidget*>();
    for (QWidget* child : children) {
        if (child->isVisibleTo(&root) && child->window() == root.window()) {
            found << child;
        }
    }
    return found;
}

QString nameOf(const QWidget& widget) {
    QString name = QString::fromLatin1(widget.metaObject()->className());
    const QWidget* named = &widget;
    while (named != nullptr && named->objectName().isEmpty()) {
        named = named->parentWidget();
    }
    return named == nullptr ? name : name + u" at "_s + named->objectName();
}

QString plain(const QString& text) {
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

QString quoted(const QString& text) {
    const QString words = plain(text).simplified();
    return u"“%1”"_s.arg(words.size() > kLongestQuote ? words.left(kLongestQuote) + u'…' : words);
}

/// An ellipsis in sight and the whole text on hover is what a cut text owes its reader.
bool isElided(const QWidget& widget, const QString& text) {
    return text.contains(u'…') && !widget.toolTip().isEmpty();
}

QString cutLabel(const QLabel& label) {
    const QString text = label.text();
    if (text.isEmpty() || isElided(label, text)) {
        return {};
    }
    if (label.wordWrap()) {
        const int needed = label.heightForWidth(label.width());
        return needed > label.height() + 1
                   ? u"%1 needs %2 lines of pixels for %3 and has %4"_s.arg(nameOf(label))
                         .arg(needed)
                         .arg(quoted(text))
                         .arg(label.height())
                   : QString();
    }
    const QSize needed = label.sizeHint();
    const bool isCut = needed.width() > label.width() + 1 || needed.height() > label.height() + 1;
    return isCut ? u"%1 needs %2×%3 for %4 and has %5×%6"_s.arg(nameOf(label))
                       .arg(needed.width())
                       .arg(needed.height())
                       .arg(quoted(text))
                       .arg(label.width())
                       .arg(label.height())
                 : QString();
}

QString cutButton(const QAbstractButton& button) {
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    const bool showsText = tool == nullptr || tool->toolButtonStyle() != Qt::ToolButtonIconOnly;
    if (button.text().isEmpty() || !showsText || isElided(button, button.text())) {
        return {};
    }
    return button.sizeHint().width() > button.width() + 1
               ? u"%1 needs %2 pixels for %3 and has %4"_s.arg(nameOf(button))
                     .arg(button.sizeHint().width())
                     .arg(quoted(button.text()))
                     .arg(button.width())
               : QString();
}

QString cutChoice(const QComboBox& box) {
    QStyleOptionComboBox option;
    option.initFrom(&box);
    option.editable = box.isEditable();
    const int room =
        box.style()
            ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box)
            .width();
    const int needed = box.fontMetrics().horizontalAdvance(box.currentText());
    return needed > room && box.toolTip().isEmpty()
               ? u"%1 needs %2 pixels for %3 and has %4"_s.arg(nameOf(box))
                     .arg(needed)
                     .arg(quoted(box.currentText()))
                     .arg(room)
               : QString();
}

bool floats(const QWidget& widget) {
    static const QStringList floating{u"bulkhead::desktop::CommandPalette"_s,
                                      u"bulkhead::desktop::OperandEditor"_s};
    return floating.contains(QString::fromLatin1(widget.metaObject()->className())) ||
           qobject_cast<const QSplitterHandle*>(&widget) != nullptr ||
           widget.testAttribute(Qt::WA_TransparentForMouseEvents);
}

/// The parts of a composed widget are its own affair.
bool isComposed(const QWidget& widget) {
    return qobject_cast<const QAbstractScrollArea*>(&widget) != nullptr ||
           qobject_cast<const QLineEdit*>(&widget) != nullptr ||
           qobject_cast<const QComboBox*>(&widget) != nullptr;
}

double bestContrast(const QImage& part) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < part.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(part.constScanLine(y));
        for (int x = 0; x < part.width(); ++x) {
            ++counts[line[x]];
        }
    }
    QRgb background = 0;
    int most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (it.value() > most) {
            most = it.value();
            background = it.key();
        }
    }
    double best = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        best = std::max(best, contrastRatio(QColor(it.key()), QColor(background)));
    }
    return best;
}

} // namespace

QStringList cutTexts(const QWidget& root) {
    QStringList faults;
    for (const QWidget* widget : visibleWidgets(root)) {
        QString fault;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            fault = cutLabel(*label);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            fault = cutButton(*button);
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            fault = cutChoice(*box);
        }
        if (!fault.isEmpty()) {
            faults << fault;
        }
    }
    return faults;
}

QStringList namelessWidgets(const QWidget& root) {
    QStringList faults;
    for (QWidget* widget : visibleWidgets(root)) {
        const bool isInner =
            widget->objectName().startsWith(u"qt_") ||
            (widget->parentWidget() != nullptr && isComposed(*widget->parentWidget()));
        if (widget->focusPolicy() == Qt::NoFocus || isInner) {
            continue;
        }
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty()) {
            faults << u"%1 has no name for screen readers"_s.arg(nameOf(*widget));
        }
    }
    return faults;
}

QStringList overlaps(const QWidget& root) {
    QStringList faults;
    QList<QWidget*> parents = visibleWidgets(root);
    parents.prepend(const_cast<QWidget*>(&root));
    for (const QWidget* parent : std::as_const(parents)) {
        if (isComposed(*parent)) {
            continue;
        }
        QList<QWidget*> children = parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
        children.removeIf([parent](QWidget* child) {
            return child->isWindow() || !child->isVisibleTo(parent) || floats(*child) ||
                   child->size().isEmpty();
        });
        for (qsizetype i = 0; i < children.size(); ++i) {
            for (qsizetype j = i + 1; j < children.size(); ++j) {
                const QRect both = children[i]->geometry().intersected(children[j]->geometry());
                if (both.width() > 1 && both.height() > 1) {
                    faults << u"%1 and %2 share %3×%4 pixels"_s
                                  .arg(nameOf(*children[i]), nameOf(*children[j]))
                                  .arg(both.width())
                                  .arg(both.height());
                }
            }
        }
    }
    return faults;
}

QStringList faintTexts(const QWidget& root, const QImage& picture) {
    QStringList faults;
    for (const QWidget* widget : visibleWidgets(root)) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString text = label != nullptr    ? plain(label->text())
                             : button != nullptr ? button->text()
                                                 : QString();
        // Only what is in sight as a whole: a scroll area cuts the rest off.
        const bool isInSight = widget->visibleRegion().boundingRect() == widget->rect();
        if (text.simplified().isEmpty() || !widget->isEnabled() || !isInSight) {
            continue;
        }
        const qreal scale = picture.devicePixelRatio();
        const QRectF place(QPointF(widget->mapTo(&root, QPoint(0, 0))) * scale,
                           QSizeF(widget->size()) * scale);
        const QImage part = picture.copy(place.toRect()).convertToFormat(QImage::Format_RGB32);
        const double contrast = bestContrast(part);
        if (contrast < kLeastContrast) {
            faults << u"%1 shows %2 with a contrast of %3"_s.arg(nameOf(*widget), quoted(text))
                          .arg(contrast, 0, 'f', 1);
        }
    }
    return faults;
}

} // namespace bulkhead::desktop::tests
