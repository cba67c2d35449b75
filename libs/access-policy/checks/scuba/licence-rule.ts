import { settled, type Rule } from '../rule.js';
import { about, verdict } from '../verdict.js';
import { servicePlans } from './inputs.js';

/** Name of the plan that ScubaGear looks for. */
const P2 = 'AAD_PREMIUM_P2';

/** Whether the tenant has P2, by the name of a provisioned plan. */
export function hasP2(plans: readonly string[]): boolean {
  return plans.includes(P2);
}

/** A rule that is not met without P2, whatever is configured. */
export function withP2(rule: Rule): Rule {
  return wrapped(rule, (plans) =>
    hasP2(plans)
      ? undefined
      : verdict(
          'fail',
          [about('subscribedSkus', 'The tenant has no Microsoft Entra ID P2.')],
          'license_missing',
        ),
  );
}

/** A rule that cannot be judged without any provisioned plan: ScubaGear does not read roles then. */
export function withPlans(rule: Rule): Rule {
  return wrapped(rule, (plans) =>
    plans.length > 0
      ? undefined
      : verdict('unknown', [about('subscribedSkus', 'The tenant has no provisioned service plan.')]),
  );
}

function wrapped(
  rule: Rule,
  stop: (plans: readonly string[]) => ReturnType<typeof verdict> | undefined,
): Rule {
  return {
    licence: undefined,
    needs: ['subscribedSkus', ...rule.needs],
    start: (context) => {
      const stopped = stop(servicePlans(context.snapshot));
      return stopped === undefined ? rule.start(context) : settled(stopped);
    },
  };
}
