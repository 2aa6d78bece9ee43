// SPDX-License-Identifier: MIT
#include "console/setup/init_command.h"

#include "base/text.h"
#include "config/files.h"
#include "config/password_source.h"
#include "config/target_writer.h"
#include "console/exit_code.h"
#include "console/setup/setup.h"
#include "nsx/connection.h"

#include <QFileInfo>

#include <array>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

Result<void> readWhatIsThere(Setup& setup) {
    setup.file = config::configurationFile(setup.context->invocation.source.configFile);
    if (!QFileInfo::exists(setup.file)) {
        return {};
    }
    const auto bytes = config::readFile(setup.file, u"the configuration"_s);
    if (!bytes) {
        return fail(bytes.error());
    }
    setup.yaml = *bytes;
    const auto parsed = config::parseConfiguration(*bytes, setup.file);
    if (parsed) {
        setup.known = parsed->targets;
        return {};
    }
    // A file of comments only is as good as none. What is wrong in another is said before anything
    // is asked.
    config::Target any;
    any.name = u"any"_s;
    any.host = u"any"_s;
    const auto possible = config::withTarget(*bytes, setup.file, any);
    return possible ? Result<void>() : fail(possible.error());
}

Result<void> save(const Setup& setup) {
    const auto text = config::withTarget(setup.yaml, setup.file, setup.target);
    if (!text) {
        return fail(text.error());
    }
    if (const auto made = config::makePrivateFolder(QFileInfo(setup.file).path()); !made) {
        return made;
    }
    if (const auto written = config::writeFileAtomically(setup.file, *text, u"the configuration"_s);
        !written) {
        return written;
    }
    setup.context->terminal->print(
        u"Saved target %1 in %2.\n"_s.arg(setup.target.name, cleanLine(setup.file)));
    return {};
}

Task<std::monostate> tryLogin(SetupPointer setup) {
    config::Secret password = setup->password;
    if (password.isEmpty() && setup->target.auth != config::AuthMode::Certificate) {
        const auto found = config::findPassword(setup->target);
        if (!found) {
            setup->context->terminal->complain(
                u"note: the login was not tried, because there is no password yet."_s);
            co_return done();
        }
        password = found->secret;
    }
    const auto connection = std::make_shared<nsx::Connection>(setup->target, std::move(password));
    const auto facts = co_await connection->open(setup->context->token);
    const auto closed = co_await connection->close();
    static_cast<void>(closed);
    if (!facts) {
        Error error = facts.error();
        error.problem += u" The target was saved; bulkhead doctor --target %1 looks closer."_s.arg(
            setup->target.name);
        co_return fail(std::move(error));
    }
    const QString version =
        facts->productVersion.isEmpty() ? u"(version not told)"_s : facts->productVersion;
    setup->context->terminal->print(u"Logged in to %1: NSX %2, as %3%4.\n"_s.arg(
        facts->host, version, facts->userName,
        facts->roles.isEmpty() ? QString() : u" ("_s + facts->roles.join(u", "_s) + u')'));
    co_return done();
}

Task<std::monostate> setUp(SetupPointer setup) {
    using Step = Task<std::monostate> (*)(SetupPointer);
    if (const auto there = readWhatIsThere(*setup); !there) {
        co_return fail(there.error());
    }
    // A named array: what a braced list in the loop holds is gone after a co_await in g++ 12.
    const std::array<Step, 3> steps{&askTarget, &askTrust, &askPassword};
    for (const Step step : steps) {
        const auto asked = co_await step(setup);
        if (!asked) {
            co_return fail(asked.error());
        }
    }
    // The password first: a second try then meets no half-made target.
    const auto kept = co_await keepPassword(setup);
    if (!kept) {
        co_return fail(kept.error());
    }
    if (const auto saved = save(*setup); !saved) {
        co_return fail(saved.error());
    }
    if (!setup->has(u"skip-test"_s)) {
        const auto tried = co_await tryLogin(setup);
        if (!tried) {
            co_return fail(tried.error());
        }
    }
    co_return done();
}

} // namespace

QCoro::Task<int> runInit(std::shared_ptr<OnceContext> context) {
    const auto setup = std::make_shared<Setup>();
    setup->context = context;
    const auto ended = co_await setUp(setup);
    co_return ended ? kDone : complainAbout(*context->terminal, ended.error());
}

} // namespace bulkhead::console
