// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "config/target_writer.h"
#include "console/setup/setup.h"

#include <QRegularExpression>

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTries = 3;

/// One thing that init wants to know.
struct Item {
    QString option; ///< without dashes
    QString question;
    QString usual;
    Result<void> (*take)(const QString& text, config::Target& target);
};

tl::unexpected<Error> wrong(const QString& remedy, const QString& problem) {
    return fail(ErrorKind::InvalidInput, remedy, problem);
}

/// The configuration's own check, on a file that holds only this target.
Result<void> checkTarget(const config::Target& target) {
    const auto text = config::withTarget({}, u"target"_s, target);
    if (text) {
        return {};
    }
    Error error = text.error();
    error.kind = ErrorKind::InvalidInput;
    return fail(std::move(error));
}

Result<void> takeName(const QString& text, config::Target& target) {
    static const QRegularExpression allowed(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"_s);
    if (!allowed.match(text).hasMatch()) {
        return wrong(u"Give the target a name of letters, digits, `.`, `_` and `-`."_s,
                     u"\"%1\" is none."_s.arg(elideMiddle(cleanLine(text), 60)));
    }
    target.name = text;
    return {};
}

Result<void> takeHost(const QString& text, config::Target& target) {
    if (text.isEmpty()) {
        return wrong(u"Give the manager's host name or address (--host)."_s,
                     u"A target needs one."_s);
    }
    config::Target tried = target;
    tried.host = text;
    if (const auto checked = checkTarget(tried); !checked) {
        return fail(checked.error());
    }
    target.host = text;
    return {};
}

Result<void> takeUser(const QString& text, config::Target& target) {
    if (text.isEmpty()) {
        return wrong(u"Give a user name (--username)."_s, u"It is empty."_s);
    }
    target.username = text;
    return {};
}

Result<void> takePort(const QString& text, config::Target& target) {
    bool ok = false;
    const int port = text.toInt(&ok);
    if (!ok || port < 1 || port > 65535) {
        return wrong(u"Give --port a number from 1 to 65535."_s,
                     u"The port is \"%1\"."_s.arg(elideMiddle(cleanLine(text), 60)));
    }
    target.port = static_cast<quint16>(port);
    return {};
}

Result<void> takeEnvironment(const QString& text, config::Target& target) {
    target.environment = text;
    return {};
}

Task<std::monostate> askItem(SetupPointer setup, Item item) {
    const auto& arguments = setup->context->invocation.arguments;
    if (arguments.contains(item.option) || !setup->canAsk()) {
        const QString given =
            arguments.contains(item.option) ? setup->option(item.option) : item.usual;
        if (const auto taken = item.take(given, setup->target); !taken) {
            co_return fail(taken.error());
        }
        co_return done();
    }
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    Error last;
    for (int tries = 0; tries < kMostTries; ++tries) {
        const auto answer = co_await prompt->text(item.question, item.usual, setup->context->token);
        if (!answer) {
            co_return fail(answer.error());
        }
        const auto taken = item.take(*answer, setup->target);
        if (taken) {
            co_return done();
        }
        last = taken.error();
        setup->context->terminal->complain(last.message());
    }
    co_return fail(last);
}

/// A target of this name is changed only if that is wanted.
Task<std::monostate> settleName(SetupPointer setup) {
    const auto known = std::find_if(
        setup->known.cbegin(), setup->known.cend(),
        [&setup](const config::Target& one) { return one.name == setup->target.name; });
    if (known == setup->known.cend()) {
        co_return done();
    }
    const QString name = setup->target.name;
    setup->target = *known;
    if (setup->has(u"force"_s)) {
        co_return done();
    }
    const Error exists{ErrorKind::Refused, u"Give --force to change it, or another --name."_s,
                       u"There is a target "_s + name + u" in "_s + cleanLine(setup->file) + u'.',
                       name, std::nullopt};
    if (!setup->canAsk()) {
        co_return fail(exists);
    }
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    const QString question = u"Target "_s + name + u" exists. Change it?"_s;
    const auto change = co_await prompt->yesOrNo(question, setup->context->token);
    if (!change) {
        co_return fail(change.error());
    }
    if (!*change) {
        Error declined = exists;
        declined.kind = ErrorKind::Declined;
        co_return fail(declined);
    }
    co_return done();
}

} // namespace

QString Setup::option(const QString& name) const {
    return context->invocation.arguments.value(name).toString().trimmed();
}

bool Setup::has(const QString& flag) const {
    return context->invocation.arguments.contains(flag);
}

bool Setup::canAsk() const {
    return context->prompt->isPossible();
}

Task<std::monostate> askTarget(SetupPointer setup) {
    const Item name{u"name"_s, u"Name of the target"_s, u"nsx-prod"_s, takeName};
    const auto named = co_await askItem(setup, name);
    if (!named) {
        co_return fail(named.error());
    }
    const auto settled = co_await settleName(setup);
    if (!settled) {
        co_return fail(settled.error());
    }
    const config::Target usual = setup->target;
    const std::vector<Item> items{
        {u"host"_s, u"Host name or address of the manager"_s, usual.host, takeHost},
        {u"username"_s, u"User name"_s, usual.username, takeUser},
        {u"port"_s, u"Port"_s, QString::number(usual.port), takePort},
        {u"environment"_s, u"Environment (a word such as production or lab; may be empty)"_s,
         usual.environment, takeEnvironment}};
    for (const Item& item : items) {
        const auto asked = co_await askItem(setup, item);
        if (!asked) {
            co_return fail(asked.error());
        }
    }
    if (const auto checked = checkTarget(setup->target); !checked) {
        co_return fail(checked.error());
    }
    co_return done();
}

} // namespace bulkhead::console
