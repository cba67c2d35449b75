import { Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { connectionQuery } from '../../api/queries.js';
import { Loaded } from '../../design/loaded.js';
import { When } from '../../design/time.js';
import { SettingsForm } from './settings-form.js';

/** Settings of a connection. */
export function SettingsTab() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const connection = useQuery(connectionQuery(connectionId));
  return (
    <Paper p="xl">
      <Loaded query={connection}>
        {(data) => (
          <>
            <SettingsForm
              key={data.settings.version}
              connection={data}
              submitLabel="Save and check"
              onSaved={() => undefined}
            />
            {data.settings.changedAt !== null && (
              <Text size="sm" c="dimmed" mt="lg">
                Version {data.settings.version}, changed by {data.settings.changedBy} on{' '}
                <When at={data.settings.changedAt} />
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Paper>
  );
}
